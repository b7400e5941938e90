import { describe, expect, test } from "bun:test";
import type { Document, Reading } from "../../../../src/ingest/format.ts";
import { trivy } from "../../../../src/ingest/formats/vulnerabilities/trivy.ts";
import { codeOf } from "../../../support/code-of.ts";

const origin = { name: "trivy.json", sha256: "0".repeat(64) };
const report = { SchemaVersion: 2, ArtifactName: "app" };

function json(value: unknown): Document {
  return { form: "json", value };
}

function read(value: unknown): Reading {
  return trivy.read(json(value), origin);
}

describe("trivy.detect()", () => {
  test.each([
    ["a report", { SchemaVersion: 2, ArtifactName: "" }, true],
    ["a later schema, to be refused by name", { SchemaVersion: 3, ArtifactName: "" }, true],
    ["the legacy array", [{ Target: "a", Vulnerabilities: null }], true],
    ["a legacy target among others", [null, { Target: "a", Vulnerabilities: [] }], true],
    ["an empty array: nobody's", [], false],
    ["an array of something else", [{ Target: "a" }], false],
    ["a cluster", { ClusterName: "", Resources: [] }, false],
    ["null", null, false],
  ])("%s", (_, value, expected) => {
    expect(trivy.detect(json(value))).toBe(expected);
  });
});

describe("trivy.read()", () => {
  test.each([
    ["schema version 1", { ...report, SchemaVersion: 1 }],
    ["a schema version as text", { ...report, SchemaVersion: "2" }],
    ["no schema version", { ...report, SchemaVersion: undefined }],
  ])("refuses %s by name", (_, value) => {
    expect(codeOf(() => read(value))).toBe("INPUT_UNSUPPORTED_VERSION");
  });

  test.each([
    ["no results", report, 0, 1],
    ["no target", { ...report, Results: [] }, 0, 1],
    ["null for results", { ...report, Results: null }, 0, 1],
    ["a clean target", { ...report, Results: [{ Target: "a" }] }, 1, 0],
    ["an unreadable target", { ...report, Results: [7] }, 1, 1],
    ["a target that says nothing", { ...report, Results: [{}] }, 1, 1],
    ["a target of blanks", { ...report, Results: [{ Target: " ", Type: "x" }] }, 1, 1],
    ["a nameless target with a list", { ...report, Results: [{ Vulnerabilities: [] }] }, 1, 0],
    ["an old operating system", { ...report, Metadata: { OS: { EOSL: true } }, Results: [{ Target: "a" }] }, 1, 1],
    ["a living operating system", { ...report, Metadata: { OS: { EOSL: false } }, Results: [{ Target: "a" }] }, 1, 0],
    ["an id that is none", { ...report, Results: [{ Vulnerabilities: [{ VulnerabilityID: "CVE_2024" }] }] }, 1, 1],
    ["a legacy array", [{ Target: "a", Vulnerabilities: null }], 1, 0],
  ])("coverage of %s", (_, value, targets, doubts) => {
    const { coverage } = read(value);
    expect([coverage.targets, coverage.doubts.length]).toEqual([targets, doubts]);
  });

  test("refuses results that are no list", () => {
    expect(codeOf(() => read({ ...report, Results: { Vulnerabilities: [] } }))).toBe("INPUT_MALFORMED");
  });

  test.each([
    ["secret", {}, false],
    ["config", { Misconfigurations: [] }, false],
    ["license-file", {}, false],
    ["config", { Vulnerabilities: [] }, true],
    ["os-pkgs", {}, true],
    [undefined, {}, true],
  ])("a target of class %p with %j has observations, of which there may be none: %p", (Class, rest, looked) => {
    const { items } = read({ ...report, Results: [{ Target: "a", Class, ...rest }] });
    expect(items.observations).toEqual(looked ? [] : undefined);
  });

  test("always accounts for vulnerabilities, for other sorts when there are any", () => {
    const Results = [{ Target: "a", Secrets: [{ RuleID: "r" }], Licenses: [{}, {}] }];
    expect(read({ ...report, Results }).accounts).toEqual([
      { items: "vulnerabilities", raw: 0, kept: 0, notApplicable: [] },
      { items: "secrets", raw: 1, kept: 1, notApplicable: [] },
      {
        items: "licences",
        raw: 2,
        kept: 0,
        notApplicable: [{ reason: "licence findings are not evaluated", count: 2 }],
      },
    ]);
  });
});
