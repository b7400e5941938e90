import { gunzipSync } from "node:zlib";
import type { Bundle, DecisionRecord } from "../../src/domain/bundle.ts";
import type { Section } from "../../src/domain/section.ts";
import type { LocatedRun } from "../../src/doors/actions/locate-run.ts";
import { decisionSection } from "../../src/evidence/bundle.ts";
import { decisionSalt } from "../../src/evidence/salt.ts";
import type { SealOptions } from "../../src/evidence/seal.ts";
import { ed25519 } from "./sample-keys.ts";
import { type SampleRun, sampleBundle, sampleDecision, sealSample } from "./sample-run.ts";

/** A signed run with a word in each section that stands nowhere else, and sections that are easy to guess. */

/** A word that a section holds and nothing else does. */
export function canaryOf(section: string): string {
  return `canary-of-${section.replaceAll("_", "-")}`;
}

const decision: DecisionRecord = {
  ...sampleDecision,
  to_go: [canaryOf("decision")],
  commit: canaryOf("decision"),
  artefacts: [{ name: canaryOf("decision"), sha256: "cd".repeat(32) }],
  salt: decisionSalt(sampleBundle.salt),
};

/** So little is in it that a few guesses find it. */
export const guessable: Section = { status: "evaluated", passed: true };

export const bundle: Bundle = {
  ...sampleBundle,
  sections: {
    compliance_status: { status: "evaluated", text: canaryOf("compliance_status") },
    decision: decisionSection(decision),
    posture: { status: "degraded", why: canaryOf("posture"), epss: 0.000_04 },
    severity_overview: guessable,
    waivers: { status: "not_evaluated", why: canaryOf("waivers") },
  },
};

export const sectionNames: readonly string[] = Object.keys(bundle.sections);

/** What it holds besides the sections. */
export const inputsCanary = "canary-of-inputs";

export function sealCanaries(options: Omit<SealOptions, "maxBytes"> = { compress: true }): Promise<SampleRun> {
  return sealSample(options, { bundle, decision, signer: ed25519.signer, inputs: inputsCanary });
}

export function located({ files }: SampleRun): LocatedRun {
  const runId = bundle.run_id;
  return { files, strange: [], runId, mode: bundle.mode, directory: `evidence/${bundle.mode}/${runId}` };
}

/** All that a reader can see in these files: their texts, what is base64 in them, and what is packed, at any depth. */
export function visibleIn(files: Iterable<Uint8Array>): string {
  const seen: string[] = [];
  const look = (bytes: Uint8Array, depth: number): void => {
    if (bytes[0] === 0x1f && bytes[1] === 0x8b) look(gunzipSync(bytes), depth + 1);
    const text = new TextDecoder("latin1").decode(bytes);
    seen.push(text);
    if (depth > 3) return;
    for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}={0,2}/g)) look(Buffer.from(run, "base64url"), depth + 1);
  };
  for (const bytes of files) look(bytes, 0);
  return seen.join("\n");
}
