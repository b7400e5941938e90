import { describe, expect, test } from "bun:test";
import { referenceFinder } from "../../src/correlate/vex-references.ts";
import { component, express, sbomDocument, sourceOf } from "../support/build.ts";

const serial = "3E671687-395b-41f5-a30f-a58921a69b79";
const one = component({ ref: "c 1" });
const other = component({ ref: "c 1", purl: express, source: sourceOf("other.json") });
const documents = [sbomDocument({ serialNumber: `urn:uuid:${serial}` }), sbomDocument({ input: "other.json" })];

describe("referenceFinder() finds", () => {
  test.each([
    ["c 1", one],
    [`urn:cdx:${serial.toLowerCase()}/1#c%201`, one],
    [`urn:cdx:${serial}/7#c 1`, one],
    ["urn:cdx:00000000-0000-4000-8000-000000000000/1#c 1", undefined],
    ["urn:cdx:broken", undefined],
    ["c 2", undefined],
  ])("%s", (id, found) => {
    expect(referenceFinder(documents, [one])(id)).toBe(found as typeof one);
  });

  test("nothing by a bare reference that two things share", () => {
    const find = referenceFinder(documents, [one, other]);
    expect([find("c 1"), find(`urn:cdx:${serial}/1#c 1`)]).toEqual([undefined, one]);
  });
});
