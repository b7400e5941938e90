import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { wizJson } from "../../../../src/ingest/formats/cloud/wiz-json.ts";

const issue = { id: "i", severity: "HIGH", status: "OPEN", entitySnapshot: { name: "vm" } };

test.each([
  [issue, true],
  [[issue], true],
  [{ nodes: [issue] }, true],
  [{ issues: { nodes: [issue] } }, true],
  [{ data: { issues: { nodes: [issue] } } }, true],
  [{ data: { issuesV2: { nodes: [] } } }, true],
  // The GraphQL interfaces of others have issues too.
  [{ data: { issues: { nodes: [] } } }, false],
  [{ data: { issues: { nodes: [{ id: "1", title: "x", status: "OPEN", severity: "HIGH" }] } } }, false],
  [{ ...issue, entitySnapshot: "vm" }, false],
  [{ issues: [{ key: "a", severity: "MAJOR", status: "OPEN" }] }, false],
  ["text", false],
])("detect(%j) is %p", (value, expected) => {
  const document: Document = { form: "json", value };
  expect(wizJson.detect(document)).toBe(expected);
});
