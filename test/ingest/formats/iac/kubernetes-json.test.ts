import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { kubernetesJson } from "../../../../src/ingest/formats/iac/kubernetes-json.ts";

const pod = { apiVersion: "v1", kind: "Pod" };

const documents: readonly (readonly [string, Document, boolean])[] = [
  ["JSON", { form: "json", value: pod }, true],
  ["a stream of JSON", { form: "stream", syntax: "json", values: [3, pod] }, true],
  ["a bare list", { form: "json", value: [pod] }, true],
  ["a bare list of others", { form: "json", value: [3] }, false],
  ["YAML", { form: "yaml", value: pod }, false],
  ["a report", { form: "json", value: { ...pod, apiVersion: "aquasecurity.github.io/v1alpha1" } }, false],
  ["an object of no kind", { form: "json", value: { apiVersion: "v1" } }, false],
];

test.each(documents)("kubernetesJson.detect() of %s", (_, document, expected) => {
  expect(kubernetesJson.detect(document)).toBe(expected);
});

test("kubernetesJson.read() of a bare list takes its objects", () => {
  const named = { ...pod, metadata: { name: "a" } };
  const { items } = kubernetesJson.read({ form: "json", value: [named] }, { name: "f", sha256: "" });
  expect(items.resources?.map(({ source }) => source.pointer)).toEqual(["/0"]);
});
