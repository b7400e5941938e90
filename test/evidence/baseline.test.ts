import { expect, test } from "bun:test";
import { baselineOfBundle } from "../../src/evidence/baseline.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { codeOf } from "../support/code-of.ts";

const sections = {
  cve_summary: {
    status: "evaluated",
    vulnerabilities: [
      {
        id: "CVE-2021-0001",
        aliases: ["GHSA-aaaa-bbbb-cccc"],
        package: "pkg:npm/a@1",
        severity: "high",
        state: "in_triage",
      },
      { id: "CVE-2021-0002", package: "b@1", severity: "low", state: "fixed" },
    ],
  },
  sarif_summary: {
    status: "evaluated",
    by_rule: [
      {
        tool: "t",
        rule_id: "r",
        severity: "low",
        state: "open",
        findings: [{ fingerprint: "f1" }, { fingerprint: "f2" }],
      },
    ],
  },
};

const decision = { status: "evaluated", verdict: "GO", app: { name: "shop" }, inputs: [{ sha256: "aa" }] };

function bundle(over: object): Uint8Array {
  const whole = {
    schema: "fixops.bundle/v1",
    run_id: "r1",
    mode: "demo",
    as_of: "2026-01-01T00:00:00Z",
    app: {},
    tool: {},
    salt: "5a".repeat(32),
  };
  return new TextEncoder().encode(canonicalJson({ ...whole, sections: { decision, ...over } }));
}

test("baselineOfBundle() gives what the two sections list", () => {
  expect(baselineOfBundle(bundle(sections))).toMatchObject({
    name: "r1",
    run: { asOf: "2026-01-01T00:00:00Z", verdict: "GO", app: { name: "shop" } },
    inputs: ["aa"],
    vulnerabilities: [
      { id: "CVE-2021-0001", aliases: ["GHSA-aaaa-bbbb-cccc"], package: "pkg:npm/a@1", severity: "high", isOpen: true },
      { id: "CVE-2021-0002", aliases: [], package: "b@1", severity: "low", isOpen: false },
    ],
    findings: [
      { fingerprint: "f1", title: "t r", severity: "low", isOpen: true },
      { fingerprint: "f2", title: "t r", severity: "low", isOpen: true },
    ],
  });
});

test("baselineOfBundle() of a run that looked at nothing knows nothing", () => {
  const none = { status: "not_evaluated", why: "no scan" };
  const { vulnerabilities, findings } = baselineOfBundle(bundle({ cve_summary: none, sarif_summary: none }));
  expect([vulnerabilities, findings]).toEqual([[], []]);
});

test("baselineOfBundle() refuses a bundle that was sealed without them", () => {
  expect(codeOf(() => baselineOfBundle(bundle({ cve_summary: sections.cve_summary })))).toBe("INPUT_MALFORMED");
});
