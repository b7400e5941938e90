import { expect, test } from "bun:test";
import { bundleName, bundleText, decisionBytes, decisionSection } from "../../src/evidence/bundle.ts";
import { sampleBundle, sampleDecision } from "../support/sample-run.ts";
import { textOf } from "../support/workspace.ts";

test.each([
  [[], "fixops-demo-run-bundle.json"],
  [["gzip"], "fixops-demo-run-bundle.json.gz"],
  [["fernet"], "fixops-demo-run-bundle.json.enc"],
  [["gzip", "fernet"], "fixops-demo-run-bundle.json.gz.enc"],
] as const)("bundleName() of %p is %s", (encoding, name) => {
  expect(bundleName("demo", encoding)).toBe(name);
});

test("bundleText() is canonical: sorted names, no spaces, no line feed", () => {
  const text = bundleText(sampleBundle);
  expect(
    text.startsWith('{"app":{"id":"APP-1234","name":"payments-api"},"as_of":"2026-01-02T03:04:05Z","mode":"demo",'),
  ).toBe(true);
  expect(text.endsWith("}")).toBe(true);
});

test("decisionBytes() ends with exactly one line feed", () => {
  expect(textOf(decisionBytes(sampleDecision))).toMatch(/[^\n]\}\n$/);
});

test("decisionSection() adds the status and nothing else", () => {
  const { status, ...rest } = decisionSection(sampleDecision);
  expect(status).toBe("evaluated");
  expect(rest).toEqual({ ...sampleDecision });
});
