import { describe, expect, test } from "bun:test";
import {
  appArmor,
  isAllowedSince,
  isConfined,
  isConfinedOrUnset,
  isUserNamespace,
  probeHosts,
  profiles,
  seLinux,
  sysctls,
} from "../../../src/assess/posture/pod-security.ts";
import { unknownValue, type Value } from "../../../src/domain/resource.ts";
import { resourcesOf } from "../../support/posture-case.ts";

test.each([
  ["kernel.shm_rmid_forced", 22, true],
  ["net.ipv4.tcp_keepalive_time", 28, false],
  ["net.ipv4.tcp_keepalive_time", 29, true],
  ["net.ipv4.tcp_rmem", 31, false],
  ["net.ipv4.tcp_rmem", 32, true],
  ["kernel.msgmax", 99, false],
])("isAllowedSince(%s, 1.%i) is %p", (name, minor, expected) => {
  expect(isAllowedSince(sysctls, name, minor)).toBe(expected);
});

test.each<[Value, number, boolean | undefined]>([
  [{ hostUsers: false }, 34, false],
  [{ hostUsers: false }, 35, true],
  [{ hostUsers: true }, 35, false],
  [{}, 35, false],
  [{ hostUsers: unknownValue }, 35, undefined],
])("isUserNamespace() %#", (spec, minor, expected) => {
  expect(isUserNamespace(spec, minor)).toBe(expected);
});

test.each<[Value, boolean | undefined, boolean | undefined]>([
  [{ p: { type: "RuntimeDefault" } }, true, true],
  [{ p: { type: "Unconfined" } }, false, false],
  [{}, false, true],
  [{ p: unknownValue }, undefined, undefined],
])("isConfined() and isConfinedOrUnset() %#", (context, confined, orUnset) => {
  expect([isConfined(context, "p"), isConfinedOrUnset(context, "p")]).toEqual([confined, orUnset]);
});

test.each<[Value, number, string]>([
  [{}, 22, "pass"],
  [{ seLinuxOptions: { type: "container_engine_t" } }, 30, "fail"],
  [{ seLinuxOptions: { type: "container_engine_t" } }, 31, "pass"],
  [{ seLinuxOptions: { role: "x" } }, 31, "fail"],
  [{ seLinuxOptions: { type: unknownValue } }, 31, "unknown"],
])("seLinux() %#", (value, minor, status) => {
  expect(seLinux({ value, at: "spec.securityContext" }, minor).status).toBe(status as "pass");
});

describe("a pod", () => {
  const containers = [{ name: "app" }];

  test("is judged by AppArmor's field and annotation", () => {
    const key = "container.apparmor.security.beta.kubernetes.io/app";
    const [first] = resourcesOf({
      apiVersion: "v1",
      kind: "Pod",
      metadata: { annotations: { [key]: "unconfined" } },
      spec: { containers },
    });
    expect(first && appArmor(first)).toMatchObject({ status: "fail", at: "metadata.annotations" });
    expect(first && profiles(first, "appArmorProfile", "off").status).toBe("pass");
  });

  test("names no host in its probes", () => {
    const value = { lifecycle: { preStop: { tcpSocket: { host: "10.0.0.1" } } } };
    expect(probeHosts({ value, role: "container", at: "app" })).toMatchObject({
      status: "fail",
      at: "app.lifecycle.preStop",
    });
  });
});
