import { describe, expect, test } from "bun:test";
import { familiesOf } from "../../../src/assess/sbom/families.ts";
import type { FamilyRange } from "../../../src/domain/intel.ts";
import { assets } from "../../../src/doors/system/assets.ts";
import { readFamiliesPack } from "../../../src/ingest/families-pack.ts";
import { catalogue, component, plainComponent } from "../../support/build.ts";
import { intelOf } from "../../support/sboms.ts";

function statusOf(purl: string, range: Partial<FamilyRange>): string | undefined {
  const [name = ""] = purl.split("@");
  return familiesOf(component({ purl }), intelOf({ [name]: [range] }))[0]?.status;
}

test.each<[string, Partial<FamilyRange>, string]>([
  ["pkg:npm/a@1.0.0", { intervals: [{ before: "2.0.0" }] }, "inside"],
  ["pkg:npm/a@2.0.0", { intervals: [{ before: "2.0.0" }] }, "outside"],
  ["pkg:npm/a@2.0.0", { intervals: [{ before: "1.0.0" }, { from: "2.0.0", before: "3.0.0" }] }, "inside"],
  ["pkg:npm/a@2.0.0", { intervals: [{}] }, "inside"],
  ["pkg:npm/a@2.0.0", { versions: ["2.0.0"] }, "inside"],
  ["pkg:npm/a@2.0.1", { versions: ["2.0.0"] }, "outside"],
  ["pkg:npm/a@nonsense", { intervals: [{ before: "2.0.0" }] }, "unknown"],
  ["pkg:npm/a", { intervals: [{ before: "2.0.0" }] }, "unknown"],
  ["pkg:maven/g/a@5.2.20.RELEASE", { intervals: [{ before: "5.2.20.RELEASE" }] }, "outside"],
  ["pkg:deb/debian/a@1:5.6.1-1", { versions: ["5.6.1"] }, "inside"],
  ["pkg:deb/debian/a@5.6.0-0.2+really5.4.5-1", { versions: ["5.6.0"] }, "outside"],
])("%s in %j is %s", (purl, range, expected) => {
  expect(statusOf(purl, range)).toBe(expected);
});

describe("familiesOf()", () => {
  const intel = { kev: catalogue(), families: readFamiliesPack(assets.families().text, assets.families().sha256) };

  // The seed flagged each of these by its name alone, and neither of the last two.
  test.each([
    ["pkg:maven/org.apache.logging.log4j/log4j-core@2.14.0", "log4shell inside"],
    ["pkg:maven/org.apache.logging.log4j/log4j-core@2.15.0", "log4shell inside"],
    ["pkg:maven/org.apache.logging.log4j/log4j-core@2.24.3", "log4shell outside"],
    ["pkg:maven/org.apache.logging.log4j/log4j-api@2.14.0", ""],
    ["pkg:npm/log4js@6.9.1", ""],
    ["pkg:maven/org.apache.struts/struts2-core@2.3.31", "struts2-ognl inside"],
    ["pkg:npm/event-stream@3.3.6", "npm-compromised-releases inside"],
  ])("of the embedded pack for %s: %s", (purl, expected) => {
    const found = familiesOf(component({ purl }), intel).map(({ family, status }) => `${family.id} ${status}`);
    expect(found.join()).toBe(expected);
  });

  test("gives none for a component without purl, and without data", () => {
    expect(familiesOf(plainComponent({ name: "log4j-core", version: "2.14.0" }), intel)).toEqual([]);
    expect(familiesOf(component(), { kev: catalogue() })).toEqual([]);
  });
});
