import { describe, expect, test } from "bun:test";
import {
  below,
  elementsBelow,
  failIf,
  isAbsentOr,
  isLongRunning,
  isThere,
  isWindows,
  onContainers,
  onPod,
  onSecurityContexts,
  passIf,
  workloadOf,
} from "../../../src/assess/posture/k8s-workload.ts";
import { unknownValue, type Value } from "../../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

function only(written: WrittenResource) {
  const [resource] = resourcesOf(written);
  if (resource === undefined) throw new RangeError("no resource");
  return resource;
}

const pod = only({
  apiVersion: "v1",
  kind: "Pod",
  spec: {
    os: { name: "windows" },
    securityContext: { a: 1 },
    containers: [{ name: "app" }, { name: "side", bad: true }],
  },
});

describe("workloadOf()", () => {
  test("takes a workload apart once", () => {
    expect(workloadOf(pod)).toBe(workloadOf(pod));
    expect(workloadOf(only({ apiVersion: "v1", kind: "ConfigMap" }))).toBeUndefined();
  });
});

describe("questions", () => {
  test("onContainers() gives the worst answer with its place", () => {
    const judged = onContainers(pod, ({ value, at }) => failIf(isThere(value, "bad"), at, "it is bad"));
    expect(judged).toEqual({ status: "fail", at: "spec.containers[side]", found: "it is bad" });
  });

  test.each([
    [{ apiVersion: "v1", kind: "Pod", spec: {} }, "no containers in the manifest"],
    [{ apiVersion: "apps/v1", kind: "Deployment", spec: {} }, "no pod template in the manifest"],
  ])("%# have no answer without containers", (written, found) => {
    expect(onContainers(only(written), () => ({ status: "pass" }))).toMatchObject({ status: "unknown", found });
  });

  test("onPod() does not concern what runs no pods", () => {
    const service = only({ apiVersion: "v1", kind: "Service" });
    expect(onPod(service, () => ({ status: "fail" }))).toEqual({ status: "not_applicable" });
  });

  test("onSecurityContexts() asks the pod and each container", () => {
    const asked: string[] = [];
    onSecurityContexts(pod, ({ at }) => {
      asked.push(at);
      return { status: "pass" };
    });
    expect(asked).toEqual([
      "spec.securityContext",
      "spec.containers[app].securityContext",
      "spec.containers[side].securityContext",
    ]);
  });

  test("isWindows() reads the pod's operating system", () => {
    const workload = workloadOf(pod);
    expect(workload && isWindows(workload)).toBe(true);
  });
});

test.each([
  ["container", {}, true],
  ["init", {}, false],
  ["init", { restartPolicy: "Always" }, true],
  ["ephemeral", {}, false],
] as const)("isLongRunning() of %s %j is %p", (role, value, expected) => {
  expect(isLongRunning({ role, value, at: "" })).toBe(expected);
});

describe("places", () => {
  test("below() and elementsBelow() keep the way", () => {
    const place = { value: { list: [{ a: 1 }, { a: 2 }] }, at: "spec" };
    expect(below(place, "list", 1, "a")).toEqual({ value: 2, at: "spec.list.1.a" });
    expect(elementsBelow(place, "list").map(({ at }) => at)).toEqual(["spec.list[0]", "spec.list[1]"]);
    expect(elementsBelow(place, "none")).toEqual([]);
  });

  test("elementsBelow() makes one hidden element of a hidden list", () => {
    expect(elementsBelow({ value: unknownValue, at: "spec" }, "list")).toEqual([
      { value: unknownValue, at: "spec.list" },
    ]);
  });
});

describe("values", () => {
  test.each<[Value, boolean | undefined]>([
    [{ a: {} }, true],
    [{ a: null }, false],
    [{}, false],
    [{ a: unknownValue }, undefined],
  ])("isThere() %#", (value, expected) => {
    expect(isThere(value, "a")).toBe(expected);
  });

  test.each<[Value, boolean | undefined]>([
    [{}, true],
    [{ a: "x" }, true],
    [{ a: "y" }, false],
    [{ a: unknownValue }, undefined],
  ])("isAbsentOr() %#", (value, expected) => {
    expect(isAbsentOr(value, "a", "x")).toBe(expected);
  });

  test("failIf() and passIf() say what was found only of failures", () => {
    expect(failIf(true, "a", "x")).toEqual({ status: "fail", at: "a", found: "x" });
    expect(failIf(false, "a", "x")).toEqual({ status: "pass", at: "a" });
    expect(passIf(undefined, "a", "x")).toEqual({ status: "unknown", at: "a" });
    expect(passIf(false, "a", "x")).toEqual({ status: "fail", at: "a", found: "x" });
  });
});
