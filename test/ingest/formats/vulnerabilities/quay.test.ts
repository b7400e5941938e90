import { expect, test } from "bun:test";
import { quay } from "../../../../src/ingest/formats/vulnerabilities/quay.ts";

test.each([
  ["a scan", { status: "scanned", data: { Layer: { Features: [] } } }, true],
  ["a layer of Clair", { Layer: { IndexedByVersion: 3 } }, true],
  ["a scan that waits", { status: "queued", data: null }, true],
  ["a layer of something else", { Layer: { Name: "ground" } }, false],
  ["a status of something else", { status: "done", data: null }, false],
  ["more than a status", { status: "queued", data: null, id: 1 }, false],
])("quay.detect(): %s", (_, value, expected) => {
  expect(quay.detect({ form: "json", value })).toBe(expected);
});
