import { expect, test } from "bun:test";
import { toolCoverage } from "../../../../src/ingest/formats/sbom/tools.ts";

const syft = { name: "syft", version: "1.51.0" };

test.each([
  [[], {}],
  [[syft], { tool: "syft", toolVersion: "1.51.0" }],
  [[{ name: "syft", version: undefined }], { tool: "syft" }],
  [[{ name: "n".repeat(300), version: "1".repeat(300) }], { tool: "n".repeat(200), toolVersion: "1".repeat(200) }],
  [[syft, { name: "cdxgen", version: "12" }], { tool: "syft, cdxgen" }],
])("toolCoverage(%j)", (tools, coverage) => {
  expect(toolCoverage(tools)).toEqual(coverage);
});
