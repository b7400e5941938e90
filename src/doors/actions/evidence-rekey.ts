import { join } from "node:path";
import type { Manifest } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { AppendOptions, AuditEvent, NamedBytes, Runtime } from "../../domain/runtime.ts";
import { decisionFile, manifestFile, proofFile } from "../../evidence/bundle.ts";
import { manifestBytes, runSubject } from "../../evidence/manifest.ts";
import { evidenceOptions } from "../../evidence/options.ts";
import { readDecision } from "../../evidence/read.ts";
import { type Resealed, reseal } from "../../evidence/rekey.ts";
import { isOf, previousManifest, type RunLines, rekeyEvent, subjectOf } from "../../evidence/run-lines.ts";
import type { SealOptions } from "../../evidence/seal.ts";
import type { OpeningKeys } from "../../evidence/unseal.ts";
import type { VerifyMeans } from "../../evidence/verify.ts";
import { signatures } from "../../pipeline/seal-run.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { clockOf } from "./clock.ts";
import { openingKeys, readEvidenceKeys } from "./evidence-key.ts";
import { asideOf, findRun, logSignerOf, nameText, type RunName, runsIn, soundLines } from "./evidence-runs.ts";
import { settleRuns } from "./evidence-settle.ts";
import { assertUnchanged, type WholeRun, wholeRun } from "./evidence-whole.ts";
import type { Result } from "./result.ts";
import { manifestOf, readRun } from "./run-files.ts";
import { type SealSource, sealOptions } from "./seal-options.ts";
import { type Signers, type SigningSource, signersWhen } from "./signing.ts";
import { readVerifyKeys, type VerifyKeySource } from "./verify-keys.ts";

export type RekeyRequest = SealSource &
  SigningSource &
  Pick<VerifyKeySource, "publicKeyFiles" | "logKeyFiles"> &
  Pick<AppendOptions, "allowNetworkFs"> & {
    readonly evidenceDir: string;
    readonly runs: readonly string[];
    /** Files with Fernet keys that open what is there; the new key opens it as well. */
    readonly oldKeyFiles: readonly string[];
    /** Leave it unencrypted. */
    readonly plain: boolean;
    readonly asOf?: string | undefined;
  };

/**
 * `evidence rekey`: seals runs anew for other readers. What is sealed is opened with the old keys, and stays the same byte
 * by byte; manifest, signatures and proof are made again, and a line of the log leads from the old manifest to the new.
 * Throws USAGE_* before anything is changed, INTEGRITY_* for a run that does not hold, IO_*.
 */
export async function rekeyRuns(request: RekeyRequest, runtime: Runtime): Promise<Result> {
  const { evidenceDir } = request;
  const asOf = clockOf(runtime, request.asOf);
  const means = meansOf(request, asOf, runtime);
  settleRuns(evidenceDir, runtime);
  const known = runsIn(evidenceDir, runtime);
  const names = request.runs.map((named) => findRun(named, known, evidenceDir));
  const signers = signersOf(request, names, runtime);
  const done: Done[] = [];
  for (const name of new Map(names.map((one) => [nameText(one), one])).values()) {
    done.push(await rekey(name, { ...request, ...means, asOf, signers }, runtime));
  }
  const text = done.map(({ run, now, before }) => `${run}: ${now}, was ${before}\n`).join("");
  return { text, json: { rekeyed: done }, exitCode: 0 };
}

type Done = { readonly run: string; readonly before: string; readonly now: string; readonly seq: number };

type Means = { readonly seal: SealOptions; readonly keys: OpeningKeys };

/** The new encryption and the old keys. Throws USAGE_KEY_MISSING when neither a key nor --plain is given. */
function meansOf(request: RekeyRequest, asOf: string, runtime: Runtime): Means {
  const { identityFiles, keyFd, keyFile, oldKeyFiles, plain, recipientFiles = [], recipients = [] } = request;
  if (plain && recipients.length + recipientFiles.length > 0) {
    throw new FixopsError("USAGE_BAD_VALUE", "--plain was given, and recipients to encrypt for", {
      hint: "leave one of them out: --plain leaves the evidence readable for everybody",
    });
  }
  const seal = sealOptions({ evidence: evidenceOptions.parse({ encrypt: !plain }) }, { ...request, asOf }, runtime);
  const old = oldKeyFiles.flatMap((file) => readEvidenceKeys({ keyFile: file }, runtime));
  // A descriptor gives its key once, and that is the new one.
  const given = openingKeys(
    { identityFiles, keyFile: keyFd === undefined ? keyFile : undefined, near: [request.evidenceDir] },
    runtime,
  );
  return { seal, keys: { ...given, fernet: [...old, ...(given.fernet ?? [])] } };
}

/** Who signs, when any of the runs is signed; the key of the log in any case. Throws USAGE_KEY_MISSING. */
function signersOf(request: RekeyRequest, names: readonly RunName[], runtime: Runtime): Signers {
  const isSigned = names.some(({ mode, run }) => {
    const files = readRun(join(request.evidenceDir, mode, run), runtime)?.files;
    return files !== undefined && manifestOf(files).signed_by !== undefined;
  });
  if (isSigned) return signersWhen(true, request, runtime);
  const logKey = logSignerOf(request, runtime);
  return logKey === undefined ? {} : { logKey };
}

type Job = RekeyRequest & Means & { readonly asOf: string; readonly signers: Signers };

async function rekey(name: RunName, job: Job, runtime: Runtime): Promise<Done> {
  const { evidenceDir, signers } = job;
  let lines: RunLines | undefined;
  // Read after the run: what changes meanwhile is in the log first.
  const log: RunLines = (id) => {
    lines ??= soundLines(evidenceDir, runtime);
    return lines(id);
  };
  const run = await wholeRun(evidenceDir, name, { ...verifyKeysOf(name, job, runtime), ...job.keys, log }, runtime);
  const { manifest } = run;
  if (manifest.log_key !== undefined && signers.logKey === undefined) throw noLogKey(nameText(name));
  const signer = manifest.signed_by === undefined ? undefined : signers.signer;
  const resealed = await reseal(run.files, manifest, {
    keys: job.keys,
    seal: job.seal,
    signedBy: signer && parsePublicKey(signer.publicKey),
    logKey: signers.logKey?.publicKey,
  });
  const decision = readDecision(run.files.get(decisionFile) ?? new Uint8Array()).value;
  const bytes = manifestBytes(resealed.manifest);
  const signed = signer === undefined ? [] : signatures(resealed.manifest, bytes, { decision, signer });
  const files = [...resealed.files, ...signed, { name: manifestFile, bytes }];
  const seq = exchange({ run, resealed, files, event: eventOf(run, { resealed, files, log, job }) }, job, runtime);
  return { run: nameText(name), before: openedBy(manifest), now: openedBy(resealed.manifest), seq };
}

/** A signature must be of a given key, or of the one that signs anew: what somebody else signed is not signed over. */
function verifyKeysOf(name: RunName, job: Job, runtime: Runtime): VerifyMeans {
  const { evidenceDir, logKeyFiles, publicKeyFiles, signers } = job;
  const { trust: _, fernet: __, ...keys } = readVerifyKeys({ publicKeyFiles, logKeyFiles }, runtime);
  const files = readRun(join(evidenceDir, name.mode, name.run), runtime)?.files;
  const isSigned = files !== undefined && manifestOf(files).signed_by !== undefined;
  if (!isSigned || signers.signer === undefined) return keys;
  return { ...keys, publicKeys: [...(keys.publicKeys ?? []), parsePublicKey(signers.signer.publicKey)] };
}

type EventParts = {
  readonly resealed: Resealed;
  readonly files: readonly NamedBytes[];
  readonly log: RunLines;
  readonly job: Job;
};

function eventOf({ name, manifest }: WholeRun, { resealed, files, log, job }: EventParts): AuditEvent {
  const last = log(name.run).findLast(({ line }) => isOf(line, manifest));
  const previous = last && subjectOf(last.line)?.[manifestFile];
  const app = manifest.app.id ?? manifest.app.name;
  return {
    event: rekeyEvent,
    ts: job.asOf,
    run: name.run,
    ...(app !== undefined && { app }),
    subject: {
      ...runSubject(resealed.manifest, new Map(files.map((file) => [file.name, file.bytes]))),
      ...(previous !== undefined && { [previousManifest]: previous }),
    },
    data: { mode: name.mode, verdict: manifest.verdict, encryption: encryptionOf(resealed.manifest) },
  };
}

type Exchange = {
  readonly run: WholeRun;
  readonly resealed: Resealed;
  readonly files: readonly NamedBytes[];
  readonly event: AuditEvent;
};

/** Built beside it, told to the log, then in its place, still under the lock of the log. */
function exchange({ run, files, event }: Exchange, job: Job, runtime: Runtime): number {
  const { allowNetworkFs, evidenceDir, signers } = job;
  const directory = join(evidenceDir, run.name.mode, run.name.run);
  let seq = 0;
  runtime.files.replace({ directory, aside: asideOf(evidenceDir, run.name) }, files, (makeVisible) => {
    const commit = (proof: string | undefined): void => {
      assertUnchanged(evidenceDir, run, runtime);
      makeVisible(proof === undefined ? [] : [{ name: proofFile, bytes: new TextEncoder().encode(proof) }]);
    };
    seq = runtime.auditLog.append(evidenceDir, event, { commit, logKey: signers.logKey, allowNetworkFs }).seq;
  });
  return seq;
}

function encryptionOf({ bundle }: Manifest): string {
  return bundle.encoding.find((step) => step !== "gzip") ?? "none";
}

function openedBy(manifest: Manifest): string {
  const { key_id: key, recipients = [] } = manifest.bundle;
  const encryption = encryptionOf(manifest);
  if (encryption === "none") return "not encrypted";
  return `${encryption} for ${[...recipients, ...(key === undefined ? [] : [key])].join(", ")}`;
}

function noLogKey(name: string): FixopsError {
  return new FixopsError(
    "USAGE_KEY_MISSING",
    `${name} has a proof from the log, and no key was given to make another`,
    {
      hint: "give the key of the log with --log-key or FIXOPS_LOG_KEY",
    },
  );
}
