import { expect, test } from "bun:test";
import { knownFinding, knownVulnerability } from "../../src/domain/baseline.ts";
import { correlated, vulnerability } from "../support/build.ts";

test("knownVulnerability() counts what is in triage as open", () => {
  expect(knownVulnerability(vulnerability({ state: "in_triage" })).isOpen).toBe(true);
  expect(knownVulnerability(vulnerability({ state: "not_affected" })).isOpen).toBe(false);
});

test("knownFinding() is known by its fingerprint", () => {
  expect(knownFinding(correlated({ state: "suppressed" }))).toEqual({
    fingerprint: "0123456789abcdef0123",
    title: "codeql js/xss",
    severity: "high",
    isOpen: false,
  });
});
