import { describe, expect, test } from "bun:test";
import { flagKinds, isOfFamily, maxFlags, riskFlags } from "../../../src/assess/sbom/flags.ts";
import type { Model } from "../../../src/domain/model.ts";
import { component, lodash, model, plainComponent, vulnerability } from "../../support/build.ts";
import { family, intelOf } from "../../support/sboms.ts";

const whole = { hashes: ["SHA-256:00"], supplier: "x", licenses: ["MIT"] };
const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: true };

function flagsOf(over: Partial<Model>): readonly string[] {
  return riskFlags(model(over)).groups.flatMap(({ flags }) => flags.map(({ flag, component: of }) => `${flag} ${of}`));
}

test.each<[string, Partial<Model>, readonly string[]]>([
  ["nothing", {}, []],
  ["a component that says all", { components: [component(whole)] }, []],
  ["one without hash", { components: [component({ ...whole, hashes: [] })] }, [`no_hash ${lodash}`]],
  [
    "one with a hash of its file",
    { components: [component({ ...whole, hashes: [], file: { hashes: ["a:00"] } })] },
    [],
  ],
  [
    "one without supplier",
    { components: [component({ hashes: ["a:00"], licenses: ["MIT"] })] },
    [`no_supplier ${lodash}`],
  ],
  ["one with a producer", { components: [component({ hashes: ["a:00"], licenses: ["MIT"], producer: "x" })] }, []],
  ["one without licence", { components: [component({ ...whole, licenses: [] })] }, [`no_licence ${lodash}`]],
  ["one of no version", { components: [plainComponent({ ...whole, name: "a" })] }, ["unpinned a"]],
  ["one that is deprecated", { components: [component({ ...whole, deprecated: "" })] }, [`unmaintained ${lodash}`]],
  [
    "one past its end",
    { components: [component({ ...whole, supportEnds: "2025-01-01" })] },
    [`unmaintained ${lodash}`],
  ],
  ["one before its end", { components: [component({ ...whole, supportEnds: "2027-01-01" })] }, []],
  ["a vulnerability in KEV", { vulnerabilities: [vulnerability({ kev })] }, [`known_exploited ${lodash}`]],
  ["one in KEV that is closed", { vulnerabilities: [vulnerability({ kev, state: "not_affected" })] }, []],
  [
    "one in KEV in triage",
    { vulnerabilities: [vulnerability({ kev, state: "in_triage" })] },
    [`known_exploited ${lodash}`],
  ],
])("riskFlags() of %s", (_, over, expected) => {
  expect(flagsOf(over)).toEqual(expected);
});

describe("riskFlags() of a package with a history", () => {
  const inside = intelOf({ "pkg:npm/lodash": [{ intervals: [{ before: "5.0.0" }] }] });
  const outside = intelOf({ "pkg:npm/lodash": [{ intervals: [{ before: "1.0.0" }] }] });
  const components = [component(whole)];

  test("flags a version in the range", () => {
    expect(flagsOf({ components, intel: inside })).toEqual([`rce_history ${lodash}`]);
  });

  test("takes a version out of the range for information", () => {
    const { groups, information } = riskFlags(model({ components, intel: outside }));
    expect(groups.every(({ count }) => count === 0)).toBe(true);
    expect(information.map(({ match }) => match?.status)).toEqual(["outside"]);
  });

  test.each([
    ["open", "rce_history"],
    ["in_triage", "rce_history"],
    ["not_affected", "information"],
    ["suppressed", "information"],
  ] as const)("whose flaw a scanner reported, and which is %s, is %s", (state, expected) => {
    const { groups, information } = riskFlags(
      model({ components, intel: inside, vulnerabilities: [vulnerability({ state })] }),
    );
    const flagged = groups.find(({ flag }) => flag === "rce_history")?.count;
    expect([flagged, information.length]).toEqual(expected === "information" ? [0, 1] : [1, 0]);
    if (expected === "information") expect(information[0]?.setAside).toBe(true);
  });
});

test("riskFlags() says what was not looked for", () => {
  const whyOf = (over: Partial<Model>) => riskFlags(model(over)).notEvaluated.map(({ flag }) => flag);
  expect(whyOf({ components: [component()] })).toEqual(["rce_history", "unmaintained"]);
  expect(whyOf({ components: [component({ deprecated: "" })], intel: intelOf({}) })).toEqual([]);
});

test("riskFlags() counts all that lack something, and keeps the first", () => {
  const components = Array.from({ length: maxFlags + 5 }, (_, index) => component({ purl: `pkg:npm/a${index}@1.0.0` }));
  const group = riskFlags(model({ components })).groups.find(({ flag }) => flag === "no_hash");
  expect([group?.count, group?.flags.length]).toEqual([maxFlags + 5, maxFlags]);
});

test("riskFlags() has a group for each kind, in their order", () => {
  expect(riskFlags(model()).groups.map(({ flag }) => flag)).toEqual([...flagKinds]);
});

test.each([
  [{ id: "CVE-2021-0001" }, true],
  [{ id: "GHSA-x", aliases: ["CVE-2021-0001"] }, true],
  [{ id: "CVE-2021-0002" }, false],
])("isOfFamily() of %j is %p", (over, expected) => {
  expect(isOfFamily(vulnerability(over), family())).toBe(expected);
});
