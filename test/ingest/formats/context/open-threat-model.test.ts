import { expect, test } from "bun:test";
import { openThreatModel } from "../../../../src/ingest/formats/context/open-threat-model.ts";
import { codeOf } from "../../../support/code-of.ts";

const read = (value: object) => openThreatModel.read({ form: "json", value }, { name: "model", sha256: "" });

test.each([
  [{ otmVersion: "0.2.0", components: [{ name: "a", description: "b" }] }, true],
  [{ otmVersion: 2 }, true],
  [{ components: [{ name: "a", description: "b" }] }, false],
  [null, false],
])("openThreatModel.detect(%j) is %p, in JSON and in YAML", (value, expected) => {
  expect(openThreatModel.detect({ form: "json", value })).toBe(expected);
  expect(openThreatModel.detect({ form: "yaml", value })).toBe(expected);
});

test.each([
  ["0.1.0", "nothing thrown"],
  ["0.2.3", "nothing thrown"],
  ["0.3.0", "INPUT_UNSUPPORTED_VERSION"],
  [1, "INPUT_UNSUPPORTED_VERSION"],
])("otmVersion %j gives %s", (otmVersion, code) => {
  expect(codeOf(() => read({ otmVersion }))).toBe(code);
});

test.each(["components", "dataflows", "threats", "trustZones", "assets"])("refuses %s that are no list", (key) => {
  expect(codeOf(() => read({ otmVersion: "0.2.0", [key]: {} }))).toBe("INPUT_MALFORMED");
});
