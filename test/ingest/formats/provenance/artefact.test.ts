import { expect, test } from "bun:test";
import { artefactOf, artefactsOf, reference } from "../../../../src/ingest/formats/provenance/artefact.ts";

test.each([
  [
    { name: "a", digest: { sha256: "00", sha1: 3, md5: "" } },
    { name: "a", digests: [["sha256", "00"]] },
  ],
  [
    { uri: "pkg:npm/a@1", digest: ["00"] },
    { uri: "pkg:npm/a@1", digests: [] },
  ],
  [null, { digests: [] }],
])("artefactOf(%j) is %j", (value, expected) => {
  expect<unknown>(artefactOf(value)).toEqual(expected);
});

test("artefactsOf() leaves out what describes nothing", () => {
  expect(artefactsOf([{}, 3, { name: "a" }, { digest: { sha256: "00" } }])).toHaveLength(2);
});

test("reference() is text of a bounded length", () => {
  expect(reference({ uri: "x".repeat(5000) }, "uri")?.length).toBeLessThan(2100);
  expect(reference({ uri: 3 }, "uri")).toBeUndefined();
});
