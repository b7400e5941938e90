import type { AuditLine, Bundle, DecisionRecord, Manifest } from "../../src/domain/bundle.ts";
import type { AuditEvent, Signer } from "../../src/domain/runtime.ts";
import { auditLine, firstPrev } from "../../src/evidence/audit.ts";
import {
  bundleName,
  decisionBytes,
  decisionFile,
  decisionSection,
  inputsDocumentName,
  manifestFile,
  proofFile,
  signatureFile,
  sshSignatureFile,
  vsaFile,
} from "../../src/evidence/bundle.ts";
import { decisionClaim } from "../../src/evidence/claim.ts";
import { portableGzip } from "../../src/evidence/gzip.ts";
import { handOffFiles } from "../../src/evidence/hand-off/files.ts";
import { makeManifest, manifestBytes, runSubject } from "../../src/evidence/manifest.ts";
import { type SealedDocument, type SealOptions, seal } from "../../src/evidence/seal.ts";
import { leafOf, rootOfSections } from "../../src/evidence/sections.ts";
import { sshSigned } from "../../src/evidence/ssh.ts";
import { signDocument } from "../../src/evidence/statement.ts";
import { vsaClaim } from "../../src/evidence/vsa.ts";
import { checkpointText } from "../../src/standards/checkpoint.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { type Edge, leafHash, nodeHash, pushLeaf, rootOf } from "../../src/standards/merkle.ts";
import { inclusionProof } from "../../src/standards/merkle-proof.ts";
import { sha256Digest } from "../../src/standards/sha256.ts";
import { parsePublicKey } from "../../src/standards/signature.ts";
import { signNote } from "../../src/standards/signed-note.ts";
import { proofText } from "../../src/standards/tlog-proof.ts";
import { bundleText } from "./bundle-text.ts";
import { samplePair } from "./sample-keys.ts";
import { sampleBundle, sampleDecision } from "./sample-run.ts";
import { bytesOf } from "./workspace.ts";

/** Path below the copy → bytes. */
export type HandOff = Map<string, Uint8Array>;

/** What a run of a copy is like. */
export type RunParts = {
  readonly runId: string;
  readonly mode?: "demo" | "enterprise";
  readonly verdict?: DecisionRecord["verdict"];
  readonly signer?: Signer;
  readonly seal: Omit<SealOptions, "maxBytes">;
  readonly inputs?: boolean;
  /** A name that says little to a shell and much to a terminal. */
  readonly appName?: string;
};

export type HandOffParts = {
  readonly runs: readonly RunParts[];
  /** Lines of the log before the first run, and behind the last. */
  readonly before?: number;
  readonly after?: number;
  /** Signs checkpoints; then runs have proofs. */
  readonly logSigner?: LogSigner;
  /** Signs the checkpoint of the log in its place. */
  readonly checkpointSigner?: LogSigner;
};

export type LogSigner = { readonly publicKey: Uint8Array; readonly sign: Signer["sign"] };

/** A log key, the same in each test run. */
export function sampleLogSigner(number = 9): LogSigner {
  const { publicKey, signer } = samplePair("ed25519", number);
  const der = Uint8Array.fromBase64(publicKey.pem.split("\n").slice(1, -2).join(""));
  return { publicKey: der.slice(-32), sign: signer.sign };
}

const salt = "5a".repeat(32);

const exitCodes = { GO: 0, "NO-GO": 1, CONDITIONAL: 2 } as const;

/** A hand-off copy as `copy-evidence` writes it, made of the parts of the program without its gate. */
export async function handOff(parts: HandOffParts): Promise<HandOff> {
  const files: HandOff = new Map();
  const log = makeLog(parts.logSigner, parts.checkpointSigner);
  for (let at = 0; at < (parts.before ?? 0); at++) log.append(filler(at));
  for (const run of parts.runs) {
    const made = await makeRun(run, parts.logSigner);
    addRun(files, log, made);
    const key = run.signer && parsePublicKey(run.signer.publicKey);
    if (key) files.set(`keys/${key.keyId}.pub`, bytesOf(key.pem));
  }
  for (let at = 0; at < (parts.after ?? 0); at++) log.append(filler(at));
  for (const [name, bytes] of log.files()) files.set(name, bytes);
  for (const { name, bytes } of handOffFiles()) files.set(name, bytes);
  return files;
}

function addRun(files: HandOff, log: ReturnType<typeof makeLog>, made: Awaited<ReturnType<typeof makeRun>>): void {
  const directory = `${made.manifest.mode}/${made.manifest.run_id}`;
  const { mode, run_id, verdict } = made.manifest;
  const event: AuditEvent = {
    event: "decision.made",
    ts: made.manifest.as_of,
    run: run_id,
    subject: runSubject(made.manifest, made.files),
    data: { mode, verdict },
  };
  const proof = log.append(event);
  if (proof !== undefined) made.files.set(proofFile, proof);
  for (const [name, bytes] of made.files) files.set(`${directory}/${name}`, bytes);
}

function filler(at: number): AuditEvent {
  return { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: `run-${at}`, data: { mode: "demo", count: at } };
}

async function makeRun(run: RunParts, logSigner: LogSigner | undefined) {
  const { mode = "demo", runId, verdict = "NO-GO", signer } = run;
  const app = { id: "APP-1234", name: run.appName ?? "payments-api" };
  const decision: DecisionRecord = {
    ...sampleDecision,
    salt: salt.replaceAll("5", "6"),
    artefacts: [],
    app,
    run_id: runId,
    verdict,
    exit_code: exitCodes[verdict],
    overlay: { ...sampleDecision.overlay, mode },
    evidence: { directory: `${mode}/${runId}`, manifest: manifestFile },
  };
  const sections = { ...sampleBundle.sections, decision: decisionSection(decision) };
  const bundle: Bundle = { ...sampleBundle, app, mode, run_id: runId, salt, sections };
  const text = bundleText(bundle);
  const sealed = await sealText(bundleName(mode), text.text, run);
  const inputs =
    run.inputs === false ? undefined : await sealText(inputsDocumentName(mode), `{"runId":"${runId}"}\n`, run);
  const listed = [sealed, ...(inputs ? [inputs] : [])];
  const manifest = makeManifest({
    bundle,
    decision,
    sectionsRoot: rootOfSections(text.sections.map(([name, one]) => leafOf(bundle.salt, name, one))),
    sealed,
    ...(inputs && { inputsDocument: inputs }),
    files: [...listed, { name: decisionFile, mediaType: "application/json", bytes: decisionBytes(decision) }],
    ...(signer && { signedBy: parsePublicKey(signer.publicKey) }),
    ...(logSigner && { logKey: logSigner.publicKey }),
    retentionDays: 2555,
  });
  return { manifest, files: filesOf(manifest, { decision, listed, signer }) };
}

function sealText(name: string, text: string, run: RunParts): Promise<SealedDocument> {
  const document = {
    name,
    mediaType: "application/json",
    pieces: [bytesOf(text)],
    digest: sha256Digest(),
    compression: portableGzip(),
  };
  return seal(document, { ...run.seal, maxBytes: 2 ** 30 });
}

type Made = {
  readonly decision: DecisionRecord;
  readonly listed: readonly SealedDocument[];
  readonly signer: Signer | undefined;
};

function filesOf(manifest: Manifest, { decision, listed, signer }: Made): HandOff {
  const bytes = manifestBytes(manifest);
  const files: HandOff = new Map(listed.map((file) => [file.name, file.bytes]));
  files.set(decisionFile, decisionBytes(decision));
  files.set(manifestFile, bytes);
  if (signer === undefined) return files;
  files.set(signatureFile, signDocument(decisionClaim(manifest, bytes, decision), signer));
  files.set(vsaFile, signDocument(vsaClaim(manifest, bytes, decision), signer));
  files.set(sshSignatureFile, sshSigned(bytes, signer));
  return files;
}

function makeLog(signer: LogSigner | undefined, last = signer) {
  const lines: string[] = [];
  const leaves: string[] = [];
  let edge: Edge = [];
  const checkpoint = (by: LogSigner | undefined): string => {
    const origin = `fixops-log/${leaves[0]?.slice(0, 16)}`;
    const text = checkpointText({ origin, size: leaves.length, root: rootOf(edge) });
    return signNote(text, { name: origin, publicKey: new Uint8Array(32), sign: (m) => m, ...by });
  };
  const append = (event: AuditEvent): Uint8Array | undefined => {
    const line = auditLine(event, { seq: lines.length, prev: leaves.at(-1) ?? firstPrev } satisfies Partial<AuditLine>);
    const leaf = leafHash(bytesOf(line));
    edge = pushLeaf(edge, leaves.length, Uint8Array.fromHex(leaf));
    const index = lines.push(line) - 1;
    leaves.push(leaf);
    if (signer === undefined) return undefined;
    const proof = inclusionProof(index, lines.length, (level, at) => nodeAt(leaves, level, at));
    return bytesOf(proofText({ index, proof, checkpoint: checkpoint(signer), extra: bytesOf(line) }));
  };
  const files = (): HandOff => {
    const text = lines.map((line) => `${line}\n`).join("");
    const head = {
      edge: edge.map((node) => node.toHex()),
      leaf: leaves.at(-1),
      offset: bytesOf(text).length,
      size: lines.length,
    };
    return new Map([
      ["audit/audit.jsonl", bytesOf(text)],
      ["audit/head", bytesOf(`${canonicalJson(head)}\n`)],
      ...(signer ? [["audit/checkpoint", bytesOf(checkpoint(last))] as const] : []),
    ]);
  };
  return { append, files };
}

function nodeAt(leaves: readonly string[], level: number, index: number): Uint8Array {
  if (level === 0) return Uint8Array.fromHex(leaves[index] ?? "");
  return nodeHash(nodeAt(leaves, level - 1, 2 * index), nodeAt(leaves, level - 1, 2 * index + 1));
}
