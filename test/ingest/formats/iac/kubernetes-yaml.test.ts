import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { kubernetesYaml } from "../../../../src/ingest/formats/iac/kubernetes-yaml.ts";

const pod = { apiVersion: "v1", kind: "Pod" };

const documents: readonly (readonly [string, Document, boolean])[] = [
  ["YAML", { form: "yaml", value: pod }, true],
  ["YAML documents", { form: "stream", syntax: "yaml", values: [null, pod] }, true],
  ["JSON", { form: "json", value: pod }, false],
  ["a stream of JSON", { form: "stream", syntax: "json", values: [pod] }, false],
  ["the values of a chart", { form: "yaml", value: { image: "a", kind: "x" } }, false],
];

test.each(documents)("kubernetesYaml.detect() of %s", (_, document, expected) => {
  expect(kubernetesYaml.detect(document)).toBe(expected);
});
