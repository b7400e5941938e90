import { expect, test } from "bun:test";
import {
  bundleName,
  decisionBytes,
  decisionSection,
  inputsDocumentName,
  sealedName,
} from "../../src/evidence/bundle.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { bundleText } from "../support/bundle-text.ts";
import { sampleBundle, sampleDecision } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

test("bundleName() and inputsDocumentName() name the documents of a mode", () => {
  expect([bundleName("demo"), inputsDocumentName("enterprise")]).toEqual([
    "fixops-demo-run-bundle.json",
    "fixops-enterprise-run-inputs.jsonl",
  ]);
});

test.each([
  [[], "fixops-demo-run-bundle.json"],
  [["gzip"], "fixops-demo-run-bundle.json.gz"],
  [["fernet"], "fixops-demo-run-bundle.json.enc"],
  [["gzip", "fernet"], "fixops-demo-run-bundle.json.gz.enc"],
  [["age"], "fixops-demo-run-bundle.json.age"],
  [["gzip", "age"], "fixops-demo-run-bundle.json.gz.age"],
] as const)("sealedName() of a bundle that is %p is %s", (encoding, name) => {
  expect(sealedName(bundleName("demo"), encoding)).toBe(name);
});

test("bundleText() is canonical: sorted names, no spaces, no line feed", () => {
  const { sections, text } = bundleText(sampleBundle);
  expect(
    text.startsWith('{"app":{"id":"APP-1234","name":"payments-api"},"as_of":"2026-01-02T03:04:05Z","mode":"demo",'),
  ).toBe(true);
  expect(text).toBe(canonicalJson(sampleBundle));
  expect(sections).toEqual([
    ["analytics", '{"status":"not_evaluated","why":"needs more than one run"}'],
    ["crosswalk", '{"edges":[1,2,3],"status":"evaluated"}'],
    ["decision", canonicalJson(decisionSection(sampleDecision))],
  ]);
});

test("bundleText() is canonical JSON whatever the sections are called", () => {
  const odd = ["z", "a", "", '"', "é", "\ue000", "\u{1f600}", "sections", "10", "9"];
  const sections = Object.fromEntries(odd.map((name) => [name, { status: "evaluated" as const, name }]));
  expect(bundleText({ ...sampleBundle, sections }).text).toBe(canonicalJson({ ...sampleBundle, sections }));
});

test("decisionBytes() ends with exactly one line feed", () => {
  expect(textOf(decisionBytes(sampleDecision))).toMatch(/[^\n]\}\n$/);
});

test("decisionSection() adds the status and nothing else", () => {
  const { status, ...rest } = decisionSection(sampleDecision);
  expect(status).toBe("evaluated");
  expect(rest).toEqual({ ...sampleDecision });
});
