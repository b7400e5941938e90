import type { Bundle, DecisionRecord, SealEncoding } from "../domain/bundle.ts";
import { compareText } from "../domain/order.ts";
import type { Section } from "../domain/section.ts";
import { canonicalJson } from "../standards/jcs.ts";

/** Names of the documents that stand beside the bundle in a run's directory (DESIGN §7). */
export const manifestFile = "manifest.json";
export const decisionFile = "decision.json";

/** Signatures on the manifest: two statements, of the decision and of the SLSA verification, and one for ssh-keygen. */
export const signatureFile = `${manifestFile}.sigstore.json`;
export const vsaFile = `${manifestFile}.vsa.sigstore.json`;
export const sshSignatureFile = `${manifestFile}.sig`;
export const signatureFiles: readonly string[] = [signatureFile, vsaFile, sshSignatureFile];

/** Proof that the log has the line of the run (c2sp.org/tlog-proof). */
export const proofFile = "audit.tlog-proof";

const suffixes: Record<SealEncoding, string> = { gzip: ".gz", fernet: ".enc", age: ".age" };

/**
 * The text of a bundle (RFC 8785, without a line feed), in parts: what is hashed as its identity, then sealed. `onSection` is
 * told of each section with its canonical JSON, in text order of the names.
 */
export function* bundleTexts(
  { sections, ...frame }: Bundle,
  onSection: (name: string, text: string) => void,
): Generator<string> {
  const members = Object.entries({ ...frame, sections: undefined }).toSorted(([a], [b]) => compareText(a, b));
  for (const [index, [name, value]] of members.entries()) {
    yield `${index === 0 ? "{" : ","}${canonicalJson(name)}:`;
    if (name === "sections") yield* sectionTexts(sections, onSection);
    else yield canonicalJson(value);
  }
  yield "}";
}

function* sectionTexts(
  sections: Bundle["sections"],
  onSection: (name: string, text: string) => void,
): Generator<string> {
  let separator = "{";
  for (const [name, section] of Object.entries(sections).toSorted(([a], [b]) => compareText(a, b))) {
    const text = canonicalJson(section);
    onSection(name, text);
    yield `${separator}${canonicalJson(name)}:`;
    yield text;
    separator = ",";
  }
  yield separator === "{" ? "{}" : "}";
}

/** `fixops-{mode}-run-bundle.json`, before compression and encryption. */
export function bundleName(mode: string): string {
  return `fixops-${mode}-run-bundle.json`;
}

/** `fixops-{mode}-run-inputs.jsonl`, before compression and encryption. */
export function inputsDocumentName(mode: string): string {
  return `fixops-${mode}-run-inputs.jsonl`;
}

/** A document's name with `.gz`, `.enc` or `.age` in the order in which they were applied. */
export function sealedName(name: string, encoding: readonly SealEncoding[]): string {
  return `${name}${encoding.map((step) => suffixes[step]).join("")}`;
}

/** The bytes of `decision.json`: canonical JSON and one line feed, so that line tools show it whole. */
export function decisionBytes(decision: DecisionRecord): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(decision)}\n`);
}

/** The decision as the bundle's section `decision`: its members and a status; `verifyRun` compares it with the file. */
export function decisionSection(decision: DecisionRecord): Section {
  return { ...decision, status: "evaluated" };
}
