import { describe, expect, test } from "bun:test";
import { z } from "zod";
import {
  familyEntry,
  frameMembers,
  inputFile,
  kevEntry,
  knownFinding,
  knownVulnerability,
  recordedStage,
} from "../../src/evidence/inputs-frame.ts";
import * as build from "../support/build.ts";
import { toleranceOf } from "../support/shape.ts";
import { recordedStages, stageRun } from "../support/stages.ts";

const sha256 = "a".repeat(64);
const frame = z.strictObject(frameMembers);

const { stages: _, ...run } = stageRun();
const kev = { version: "1", released: "2026-01-01", sha256, origin: "embedded", count: 2 };
const families = { generated: "2026-01-01", epssDate: "2026-01-01", licence: "none", sha256, count: 2 };
const first = {
  schema: "fixops.inputs/v1",
  as_of: "2026-08-25T12:00:00Z",
  app: { name: "payments-api" },
  tool: { name: "fixops", version: "0.1.0" },
  run_id: "release-7",
  salt: sha256,
  intel: { kev, families },
  baseline: { name: "before", sha256, run: { asOf: "2026-08-01", verdict: "GO", app: {} }, inputs: [sha256] },
  provenance_basis: { keys: [{ name: "k", pem: "p" }], roots: [], artefacts: [{ name: "a", sha256 }] },
  stage_run: run,
};

const stages = recordedStages(["design"]).map(({ frame: _frame, ...stage }) => stage);
const file = build.inputFile({
  accounts: [{ items: "matches", raw: 2, kept: 1, notApplicable: [{ reason: "r", count: 1 }] }],
  schema: { status: "invalid", schema: { name: "s" }, faults: [{ pointer: "/a", message: "m" }] },
  archive: { name: "a.zip", sha256 },
});
const vulnerability = { id: "CVE-1", aliases: [], package: "pkg:npm/a@1", severity: "low", isOpen: true };

test.each<[string, z.ZodType, object, readonly string[], readonly string[]]>([
  ["the first line", frame, first, ["run_id", "baseline", "provenance_basis", "stage_run"], []],
  ["inputFile", inputFile, file, ["schema", "archive"], []],
  ["knownVulnerability", knownVulnerability, vulnerability, [], []],
  ["knownFinding", knownFinding, { fingerprint: "f", title: "t", severity: "high", isOpen: false }, [], []],
  ["recordedStage", recordedStage, { ...stages[0], signedBy: { document: "d", sha256 } }, ["signedBy"], ["body"]],
])("%s is taken as it is, and nothing else is", (...row) => {
  const [, schema, value, optional, untyped] = row;
  expect(schema.parse(value)).toEqual(value);
  const tolerance = toleranceOf(schema, value);
  expect({ ...tolerance, optional: tolerance.optional.toSorted() }).toEqual({
    optional: optional.toSorted(),
    untyped,
    isOpen: false,
  });
});

describe("a line or the first one is refused with", () => {
  test.each<[string, z.ZodType, unknown]>([
    ["another schema", frame, { ...first, schema: "fixops.inputs/v2" }],
    ["a salt that is no digest", frame, { ...first, salt: "A".repeat(64) }],
    ["entries in the first line", frame, { ...first, intel: { kev: { ...kev, entries: [] }, families } }],
    ["a KEV catalogue of unknown origin", frame, { ...first, intel: { kev: { ...kev, origin: "web" } } }],
    ["a verdict that there is not", frame, { ...first, baseline: { ...first.baseline, run: { verdict: "MAYBE" } } }],
    ["the stages themselves", frame, { ...first, stage_run: stageRun() }],
    ["an inherited sort of item", inputFile, { ...file, accounts: [{ ...file.accounts[0], items: "toString" }] }],
    ["a kind of input that there is not", inputFile, { ...file, kinds: ["cves"] }],
    ["a validity without its faults", inputFile, { ...file, schema: { status: "invalid", schema: { name: "s" } } }],
    ["the frame of a stage", recordedStage, recordedStages(["design"])[0]],
    ["a state that no signature has", recordedStage, { ...stages[0], signature: "fine" }],
  ])("%s", (_row, schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });
});

test.each<[string, z.ZodType, readonly unknown[], readonly unknown[]]>([
  ["kevEntry", kevEntry, ["CVE-1", { dateAdded: "", dueDate: "", ransomware: true }], ["CVE-1", { dateAdded: "" }]],
  [
    "familyEntry",
    familyEntry,
    ["pkg:npm/a", [{ family: { id: "f", title: "", kind: "rce", cves: [], kev: [] }, intervals: [{}], versions: [] }]],
    ["pkg:npm/a", [{ family: { id: "f" }, intervals: [], versions: [] }]],
  ],
])("%s is a name with what is known of it", (...row) => {
  const [, schema, good, bad] = row;
  expect(schema.parse(good)).toEqual(good);
  for (const value of [bad, [...good, 1], good.slice(0, 1)]) expect(schema.safeParse(value).success).toBe(false);
});
