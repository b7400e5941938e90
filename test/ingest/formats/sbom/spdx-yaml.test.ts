import { expect, test } from "bun:test";
import { spdxYaml } from "../../../../src/ingest/formats/sbom/spdx-yaml.ts";

const value = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT" };

test("detect() is for YAML; the same in JSON is another format", () => {
  expect(spdxYaml.detect({ form: "yaml", value })).toBe(true);
  expect(spdxYaml.detect({ form: "json", value })).toBe(false);
  expect(spdxYaml.detect({ form: "stream", syntax: "yaml", values: [value, value] })).toBe(false);
  expect(spdxYaml.detect({ form: "yaml", value: { apiVersion: "v1" } })).toBe(false);
});
