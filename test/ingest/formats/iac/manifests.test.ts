import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { kubernetesJson } from "../../../../src/ingest/formats/iac/kubernetes-json.ts";
import { kubernetesYaml } from "../../../../src/ingest/formats/iac/kubernetes-yaml.ts";
import { isManifest, readManifests } from "../../../../src/ingest/formats/iac/manifests.ts";
import { codeOf } from "../../../support/code-of.ts";

const origin = { name: "m", sha256: "" };
const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "a", namespace: "n" } };
const report = { apiVersion: "aquasecurity.github.io/v1alpha1", kind: "VulnerabilityReport" };
const yaml = (value: unknown): Document => ({ form: "yaml", value });

test.each([
  [pod, true],
  [{ apiVersion: "v1", kind: "List", items: [] }, true],
  [{ apiVersion: "v1", kind: "List", items: [report] }, false],
  [{ apiVersion: "v1", kind: "List", items: [report, pod] }, true],
  [report, false],
  [{ apiVersion: "openreports.io/v1alpha1", kind: "Report" }, false],
  [{ apiVersion: "wgpolicyk8s.io/v1alpha2", kind: "PolicyReport" }, false],
  [{ apiVersion: "v2", name: "a chart" }, false],
  [{ kind: "storage#bucket" }, false],
  [{ apiVersion: 1, kind: "Pod" }, false],
  [null, false],
])("isManifest(%j) is %j", (value, expected) => {
  expect(isManifest(value)).toBe(expected);
});

test("YAML and JSON manifests are told apart by their syntax", () => {
  const documents: readonly Document[] = [
    yaml(pod),
    { form: "json", value: pod },
    { form: "stream", syntax: "yaml", values: [1, pod] },
    { form: "stream", syntax: "json", values: [pod, pod] },
    { form: "stream", syntax: "yaml", values: [report, report] },
  ];
  expect(documents.map(kubernetesYaml.detect)).toEqual([true, false, true, false, false]);
  expect(documents.map(kubernetesJson.detect)).toEqual([false, true, false, true, false]);
});

test.each([
  [pod, ["Pod/n/a"]],
  [{ ...pod, metadata: { generateName: "a-" } }, ["Pod/a-"]],
  [{ ...pod, metadata: null }, ["Pod"]],
  [{ apiVersion: "v1", kind: "PodList", items: [{ metadata: { name: "x" } }] }, ["Pod/x"]],
  [{ apiVersion: "v1", kind: "PodList", items: null }, []],
  [{ apiVersion: "v1", kind: "NotAList", items: null, spec: {} }, ["NotAList"]],
  [{ apiVersion: "v1", kind: "AllowList", spec: {} }, ["AllowList"]],
])("readManifests() of %j has the addresses %j", (value, addresses) => {
  expect(readManifests(yaml(value), origin).items.resources?.map(({ address }) => address)).toEqual([...addresses]);
});

test("readManifests() refuses a name that a template was to fill", () => {
  const value = { ...pod, metadata: { name: "a-{{ .Release.Name }}" } };
  expect(codeOf(() => readManifests(yaml(value), origin))).toBe("INPUT_MALFORMED");
});
