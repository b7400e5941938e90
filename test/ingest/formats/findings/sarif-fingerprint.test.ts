import { expect, test } from "bun:test";
import { fingerprintOf } from "../../../../src/ingest/formats/findings/sarif-fingerprint.ts";

test.each([
  ["fingerprints first", { fingerprints: { a: "1" }, partialFingerprints: { b: "2" } }, "a=1"],
  ["no placeholder", { fingerprints: { a: "requires login" }, partialFingerprints: { b: "2" } }, "b=2"],
  ["nothing that many share", { partialFingerprints: { Author: "jo", commitSha: "1", z: "2" } }, "z=2"],
  ["no column", { partialFingerprints: { primaryLocationStartColumnFingerprint: "4" } }, undefined],
  ["no list", { partialFingerprints: ["x"] }, undefined],
  ["none", {}, undefined],
])("fingerprintOf(): %s", (_, result, expected) => {
  expect(fingerprintOf(result)).toBe(expected as string);
});
