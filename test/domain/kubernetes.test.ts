import { describe, expect, test } from "bun:test";
import {
  containersOf,
  groupOf,
  kindOf,
  labelsOf,
  nameOf,
  namespaceOf,
  podTemplateOf,
  workloadKinds,
} from "../../src/domain/kubernetes.ts";
import { type Resource, unknownValue, type ValueObject } from "../../src/domain/resource.ts";

function manifest(type: string, values: ValueObject = {}): Resource {
  return {
    address: "x",
    type,
    platform: "kubernetes",
    values,
    references: new Map(),
    source: { input: "m", pointer: "" },
  };
}

const spec = { containers: [{ name: "app" }] };
const template = { metadata: { labels: { app: "web" } }, spec };

test.each([
  ["v1/Pod", "Pod", ""],
  ["apps/v1/Deployment", "Deployment", "apps"],
  ["networking.k8s.io/v1/Ingress", "Ingress", "networking.k8s.io"],
])("kindOf() and groupOf() take %s apart", (type, kind, group) => {
  expect([kindOf(manifest(type)), groupOf(manifest(type))]).toEqual([kind, group]);
});

describe("podTemplateOf()", () => {
  test.each([
    ["v1/Pod", { spec }, "spec"],
    ["v1/PodTemplate", { template }, "template.spec"],
    ["apps/v1/Deployment", { spec: { template } }, "spec.template.spec"],
    ["batch/v1/CronJob", { spec: { jobTemplate: { spec: { template } } } }, "spec.jobTemplate.spec.template.spec"],
    ["apps.openshift.io/v1/DeploymentConfig", { spec: { template } }, "spec.template.spec"],
    ["apps.kruise.io/v1alpha1/CloneSet", { spec: { template } }, "spec.template.spec"],
    ["serving.knative.dev/v1/Service", { spec: { template } }, "spec.template.spec"],
  ])("finds the pods of %s", (type, values, at) => {
    const found = podTemplateOf(manifest(type, values));
    expect([found?.at, found?.spec]).toEqual([at, spec]);
  });

  test.each(["v1/Service", "v1/ConfigMap", "networking.k8s.io/v1/Ingress"])("finds none in %s", (type) => {
    expect(podTemplateOf(manifest(type, { spec: { template } }))).toBeUndefined();
  });

  test("finds none in a resource of another platform", () => {
    expect(podTemplateOf({ ...manifest("v1/Pod", { spec }), platform: "terraform" })).toBeUndefined();
  });

  test("passes a hidden template on", () => {
    expect(podTemplateOf(manifest("apps/v1/Deployment", { spec: unknownValue }))?.spec).toBe(unknownValue);
  });

  test("is asked of the kinds that have one", () => {
    expect(workloadKinds).toContain("Pod");
    expect(workloadKinds).not.toContain("Namespace");
  });
});

describe("containersOf()", () => {
  test("lists all containers with their role and place", () => {
    const pod = {
      metadata: undefined,
      at: "spec",
      spec: { ...spec, initContainers: [{ name: "setup" }, {}], ephemeralContainers: [{ name: "debug" }] },
    };
    expect(containersOf(pod).map(({ role, at }) => [role, at])).toEqual([
      ["container", "spec.containers[app]"],
      ["init", "spec.initContainers[setup]"],
      ["init", "spec.initContainers[1]"],
      ["ephemeral", "spec.ephemeralContainers[debug]"],
    ]);
  });

  test("makes one hidden container of a hidden list", () => {
    const pod = { metadata: undefined, at: "spec", spec: { containers: unknownValue } } as const;
    expect(containersOf(pod)).toEqual([{ value: unknownValue, role: "container", at: "spec.containers" }]);
  });
});

describe("names", () => {
  test("namespaceOf() is default where none is named", () => {
    expect(namespaceOf(manifest("v1/Pod", { metadata: { namespace: "shop" } }))).toBe("shop");
    expect(namespaceOf(manifest("v1/Pod"))).toBe("default");
  });

  test("nameOf() takes a generated name's beginning, and nothing for a hidden one", () => {
    expect(nameOf(manifest("v1/Pod", { metadata: { name: "web" } }))).toBe("web");
    expect(nameOf(manifest("v1/Pod", { metadata: { generateName: "web-" } }))).toBe("web-");
    expect(nameOf(manifest("v1/Pod", { metadata: { name: unknownValue } }))).toBeUndefined();
  });

  test("labelsOf() keeps labels that are known", () => {
    expect([...labelsOf({ app: "web", tier: unknownValue, n: 1 })]).toEqual([["app", "web"]]);
    expect(labelsOf(undefined).size).toBe(0);
  });
});
