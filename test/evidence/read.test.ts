import { expect, test } from "bun:test";
import { decisionBytes } from "../../src/evidence/bundle.ts";
import { readBundle, readDecision } from "../../src/evidence/read.ts";
import { bundleText } from "../support/bundle-text.ts";
import { codeOf } from "../support/code-of.ts";
import { sampleBundle, sampleDecision } from "../support/sample-run.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const decision = textOf(decisionBytes(sampleDecision));
const { sections: written, text: bundle } = bundleText(sampleBundle);

test("readDecision() gives the compared members and the canonical text", () => {
  const read = readDecision(bytesOf(decision));
  expect(read.value.verdict).toBe("NO-GO");
  expect(read.text).toBe(decision.trimEnd());
});

test("readBundle() gives the section decision as the text of decision.json", () => {
  expect(readBundle(bytesOf(bundle)).decision).toBe(decision.trimEnd());
});

test("readBundle() gives the text of each section as it was written", () => {
  const read = readBundle(bytesOf(bundle));
  expect(read.texts).toEqual(written);
  expect(read.value.salt).toBe(sampleBundle.salt);
});

test("readBundle() without a decision section gives none", () => {
  const { decision: _, ...sections } = sampleBundle.sections;
  const read = readBundle(bytesOf(bundleText({ ...sampleBundle, sections }).text));
  expect(read.decision).toBeUndefined();
  expect(read.sections.map((section) => section.name)).toEqual(["analytics", "crosswalk"]);
});

test.each([
  ["no line feed", decision.trimEnd()],
  ["spaces", decision.replace('"verdict":', '"verdict": ')],
  ["an unknown verdict", decision.replace('"NO-GO"', '"MAYBE"')],
  ["another schema", decision.replace("decision/v1", "decision/v9")],
  ["an artefact without digest", decision.replace(/"sha256":"(cd)+"/, '"sha256":""')],
  ["a bundle", `${bundle}\n`],
  ["half of it", `${decision.slice(0, 99)}\n`],
  ["too deep to be canonical", `${"[".repeat(2000)}${"]".repeat(2000)}\n`],
])("readDecision() refuses %s", (_, text) => {
  expect(codeOf(() => readDecision(bytesOf(text)))).toBe("INTEGRITY_MANIFEST");
});

test("readDecision() refuses bytes that are not UTF-8", () => {
  expect(codeOf(() => readDecision(Uint8Array.of(0x22, 0xff, 0x22, 0x0a)))).toBe("INTEGRITY_MANIFEST");
});

test.each([
  ["a line feed", `${bundle}\n`],
  ["no salt", bundle.replace(/"salt":"(5a)+",/, "")],
  ["a short salt", bundle.replace(/"salt":"(5a)+"/, '"salt":"5a"')],
  ["an unknown status", bundle.replace('"not_evaluated"', '"skipped"')],
  ["a decision", decision.trimEnd()],
])("readBundle() refuses %s", (_, text) => {
  expect(codeOf(() => readBundle(bytesOf(text)))).toBe("INTEGRITY_MANIFEST");
});
