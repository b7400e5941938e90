import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { correlate } from "../../../src/correlate/correlate.ts";
import { exposuresOf } from "../../../src/correlate/exposure/release.ts";
import { pathText } from "../../../src/domain/exposure.ts";
import type { Model } from "../../../src/domain/model.ts";
import { defaultVexOptions } from "../../../src/domain/vex.ts";
import { vulnerabilityKey } from "../../../src/domain/vulnerability.ts";
import { ingest } from "../../../src/ingest/ingest.ts";
import { catalogue, context, design, lodash, packageRef, sbomDocument, vulnerability } from "../../support/build.ts";
import { inputOf } from "../../support/input.ts";

const limits = { maxDepth: 128, maxUnpacked: 10_000_000, declared: {} };

/** Each directory is a release: a plan, manifests, a design and SBOMs; `expected.txt` is what is told of its exposure. */
const scenarios = join(import.meta.dir, "scenarios");

function modelOf(scenario: string): Model {
  const names = readdirSync(join(scenarios, scenario)).filter((name) => name !== "expected.txt");
  const inputs = names.toSorted().map((name) => inputOf(name, readFileSync(join(scenarios, scenario, name))));
  const { files, items } = ingest(inputs, limits);
  return correlate(files, items, { kev: catalogue() }, { asOf: "2026-08-25T12:00:00Z", vex: defaultVexOptions });
}

function told({ exposures, exposureLinks: { joins, contradictions, unjoined }, vulnerabilities }: Model): string {
  const lines = [
    ...exposures.map(({ exposed, basis, target, path }) => `${basis} ${exposed}: ${target.name}: ${pathText(path)}`),
    "",
    ...joins.map(({ fact, by, of, to }) => `${fact.target.name} (${fact.basis}) speaks for ${of} ${to} by ${by}`),
    ...contradictions.map(
      ({ states, against }) =>
        `contradicted: ${states.why} (${states.target.name}), but ${against.target.name} ${against.exposed}`,
    ),
    ...unjoined.map((name) => `without SBOM: ${name}`),
    ...vulnerabilities.map(
      (one) => `exposed ${one.exposed?.value}: ${vulnerabilityKey(one)} by ${one.exposed?.target}`,
    ),
  ];
  return `${lines.join("\n")}\n`;
}

describe("a release", () => {
  const cases = readdirSync(scenarios);
  test("has scenarios", () => expect(cases.length).toBeGreaterThanOrEqual(5));
  test.each(cases)("%s", (scenario) => {
    expect(told(modelOf(scenario))).toBe(readFileSync(join(scenarios, scenario, "expected.txt"), "utf8"));
  });
});

describe("exposuresOf()", () => {
  const parts = {
    documents: [sbomDocument({ input: "a.json" })],
    crosswalk: [],
    listings: [],
    vulnerabilities: [vulnerability({ package: packageRef(lodash) })],
    keyOf: ({ purl, name }: { readonly purl?: string; readonly name: string }) => purl ?? name,
  };
  const nothing = { design: [], contexts: [], findings: [], statements: [] };

  test("leaves everything as it is when nothing tells of exposure", () => {
    expect(exposuresOf([], nothing, parts)).toEqual({
      exposures: [],
      exposureLinks: { joins: [], contradictions: [], unjoined: [] },
      vulnerabilities: parts.vulnerabilities,
    });
  });

  test("takes what the overlay states of a package, and reports it when something shows otherwise", () => {
    const statement = { match: "lodash", exposed: "no", reason: "not served" } as const;
    const stated = exposuresOf([], { ...nothing, statements: [statement] }, parts);
    expect(stated.vulnerabilities[0]?.exposed?.value).toBe("no");
    const both = [statement, { ...statement, match: "pkg:npm/lodash", exposed: "yes" } as const];
    const { vulnerabilities, exposureLinks } = exposuresOf([], { ...nothing, statements: both }, parts);
    expect([vulnerabilities[0]?.exposed?.value, exposureLinks.contradictions.length]).toEqual(["yes", 1]);
  });

  test("finds design and context in contradiction with each other", () => {
    const component = { name: "pay", internetExposed: "no" as const, dataSensitivity: [], regulations: [] };
    const row = { design: design({ name: "pay" }), sboms: [], components: [], vulnerabilities: [], findings: [] };
    const declared = {
      ...nothing,
      design: [design({ name: "pay", exposure: "internet" })],
      contexts: [context({ components: [component] })],
    };
    const { contradictions } = exposuresOf([], declared, { ...parts, crosswalk: [row] }).exposureLinks;
    expect(contradictions.map(({ subject, states, against }) => [subject, states.basis, against.basis])).toEqual([
      ["pay", "context", "design"],
    ]);
  });
});
