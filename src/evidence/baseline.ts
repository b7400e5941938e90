import { z } from "zod";
import type { Baseline } from "../domain/baseline.ts";
import { FixopsError } from "../domain/error.ts";
import { present } from "../domain/present.ts";
import { severities } from "../domain/severity.ts";
import { verdicts } from "../domain/verdict.ts";
import { sha256Hex } from "../standards/sha256.ts";
import { readBundle } from "./read.ts";

const severity = z.enum(severities);

/** What the decision says of the run. */
const decided = z.object({
  verdict: z.enum(verdicts),
  app: z.object({ id: z.string(), name: z.string() }).partial(),
  inputs: z.array(z.object({ sha256: z.string() })),
});

/** The members of the two sections that a comparison needs. */
const vulnerabilities = z.object({
  vulnerabilities: z
    .array(
      z.object({
        id: z.string(),
        aliases: z.array(z.string()).default([]),
        package: z.string(),
        severity,
        state: z.string(),
      }),
    )
    .default([]),
});

const findings = z.object({
  by_rule: z
    .array(
      z.object({
        tool: z.string(),
        rule_id: z.string(),
        severity,
        state: z.string(),
        findings: z.array(z.object({ fingerprint: z.string() })),
      }),
    )
    .default([]),
});

/**
 * What a plain bundle knew. Throws INTEGRITY_MANIFEST when it is not the document that a run seals, and INPUT_MALFORMED
 * when it was sealed without the sections that list vulnerabilities and findings.
 */
export function baselineOfBundle(bytes: Uint8Array): Baseline {
  const { value } = readBundle(bytes);
  const [cve, sarif] = [value.sections["cve_summary"], value.sections["sarif_summary"]];
  if (cve === undefined || sarif === undefined) throw without(value.run_id);
  const known = vulnerabilities.parse(cve).vulnerabilities;
  const { verdict, app, inputs } = decided.parse(value.sections["decision"]);
  return {
    name: value.run_id,
    sha256: sha256Hex(bytes),
    run: { asOf: value.as_of, verdict, app: present(app) },
    inputs: inputs.map((input) => input.sha256),
    vulnerabilities: known.map(({ id, aliases, package: ref, severity: worst, state }) => {
      return { id, aliases, package: ref, severity: worst, isOpen: state === "open" || state === "in_triage" };
    }),
    findings: findings.parse(sarif).by_rule.flatMap((rule) =>
      rule.findings.map(({ fingerprint }) => {
        const title = `${rule.tool} ${rule.rule_id}`;
        return { fingerprint, title, severity: rule.severity, isOpen: rule.state === "open" };
      }),
    ),
  };
}

function without(run: string): FixopsError {
  return new FixopsError("INPUT_MALFORMED", `the bundle of ${run} was sealed without its findings`, {
    where: { file: run },
    hint: "take a run whose evidence.include_sections keeps cve_summary and sarif_summary, or give the earlier report",
  });
}
