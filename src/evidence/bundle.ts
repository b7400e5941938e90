import type { Bundle, BundleEncoding, DecisionRecord } from "../domain/bundle.ts";
import type { Section } from "../domain/section.ts";
import { canonicalJson } from "../standards/jcs.ts";

/** Names of the documents that stand beside the bundle in a run's directory (DESIGN §7). */
export const manifestFile = "manifest.json";
export const decisionFile = "decision.json";
export const signatureFile = `${manifestFile}.sigstore.json`;

const suffixes: Record<BundleEncoding, string> = { gzip: ".gz", fernet: ".enc" };

/** The bundle as RFC 8785 text, without a line feed: what is hashed as the bundle's identity, then sealed. */
export function bundleText(bundle: Bundle): string {
  return canonicalJson(bundle);
}

/** `fixops-{mode}-run-bundle.json`, and `.gz` and `.enc` in the order in which they were applied. */
export function bundleName(mode: string, encoding: readonly BundleEncoding[]): string {
  return `fixops-${mode}-run-bundle.json${encoding.map((step) => suffixes[step]).join("")}`;
}

/** The bytes of `decision.json`: canonical JSON and one line feed, so that line tools show it whole. */
export function decisionBytes(decision: DecisionRecord): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(decision)}\n`);
}

/** The decision as the bundle's section `decision`: its members and a status; `verifyRun` compares it with the file. */
export function decisionSection(decision: DecisionRecord): Section {
  return { ...decision, status: "evaluated" };
}
