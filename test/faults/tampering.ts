import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { exitCodeOfCode, FixopsError } from "../../src/domain/error.ts";
import type { Runtime } from "../../src/domain/runtime.ts";
import { runGate } from "../../src/doors/actions/gate.ts";
import { type VerifyRequest, verifyPath } from "../../src/doors/actions/verify.ts";
import { auditFile } from "../../src/doors/system/audit-file.ts";
import { files as realFiles } from "../../src/doors/system/files.ts";
import { deriveLogKey } from "../../src/standards/log-key.ts";
import { publicKeyOfRaw } from "../../src/standards/raw-key.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { ed25519 } from "../support/sample-keys.ts";

/** Small evidence directories as the gate makes them, what can be done to their bytes, and what `verify` says of it. */

/** Path below the evidence directory → bytes. */
export type Evidence = ReadonlyMap<string, Uint8Array>;

/** How the runs of an evidence directory are sealed. */
export type Variant = "signed" | "age" | "fernet" | "plain" | "signed over two years";

export type Sample = {
  /** The log of three runs, and the second of them. */
  readonly files: Evidence;
  /** The third of them, under the paths of the second. */
  readonly sibling: Evidence;
  /** The log of the same runs in another order, and the second of them. */
  readonly stranger: Evidence;
  /** All keys that there are to verify with. */
  readonly request: Omit<VerifyRequest, "path">;
  /** Key files by name. */
  readonly keys: Readonly<Record<string, string>>;
};

/** One thing that was done: path → new bytes, or undefined for a file that was taken away. */
export type Tampering = {
  readonly kind: string;
  readonly changed: ReadonlyMap<string, Uint8Array | undefined>;
  /** Offset or length, or number of a line. */
  readonly place?: number;
};

const fernetKey = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const logPublicKey = publicKeyOfRaw("ed25519", deriveLogKey(ed25519.privateKey).publicKey).pem;

/** The run that stands in the evidence; all ids have one length, so that what is exchanged fits. */
export const runHere = "demo/run-2";
const sibling = "demo/run-3";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "pg", version: "8.13.1", purl: "pkg:npm/pg@8.13.1" }],
});

/** Runs the gate on the real disk, in two empty directories. */
export async function makeSample(variant: Variant, makeDirectory: () => string): Promise<Sample> {
  const { identity, recipient } = await (await fakeRuntime().age()).newIdentity();
  const all = await makeRuns(["run-1", "run-2", "run-3"], { variant, recipient }, makeDirectory());
  const others = await makeRuns(["run-2", "run-3", "run-1"], { variant, recipient }, makeDirectory());
  const isSigned = isSignedIn(variant);
  const isOfHere = ([path]: readonly [string, unknown]) => path.startsWith("audit/") || path.startsWith(`${runHere}/`);
  const ofSibling = [...all].filter(([path]) => path.startsWith(`${sibling}/`));
  return {
    files: new Map([...all].filter(isOfHere)),
    sibling: new Map(ofSibling.map(([path, bytes]) => [path.replace(sibling, runHere), bytes])),
    stranger: new Map([...others].filter(isOfHere)),
    request: {
      ...(isSigned && { publicKeyFiles: ["ci.pub"], logKeyFiles: ["log.pub"] }),
      ...(variant === "fernet" && { keyFile: "evidence.key" }),
      ...(variant === "age" && { identityFiles: ["evidence.key"] }),
    },
    keys: {
      "ci.pub": ed25519.publicKey.pem,
      "log.pub": logPublicKey,
      "evidence.key": variant === "age" ? identity : fernetKey,
    },
  };
}

function isSignedIn(variant: Variant): boolean {
  return variant !== "fernet" && variant !== "plain";
}

type Sealing = { readonly variant: Variant; readonly recipient: string };

async function makeRuns(ids: readonly string[], { variant, recipient }: Sealing, directory: string): Promise<Evidence> {
  const evidenceDir = join(directory, "evidence");
  writeFileSync(join(directory, "sbom.json"), sbom);
  for (const [index, runId] of ids.entries()) {
    const year = index === 0 && variant === "signed over two years" ? 2025 : 2026;
    const request = {
      inputs: [{ path: join(directory, "sbom.json"), expected: "sbom" } as const],
      evidenceDir,
      overlays: [],
      followSymlinks: false,
      asOf: `${year}-08-25T12:00:00Z`,
      runId,
      compress: variant !== "plain",
      sign: isSignedIn(variant),
      encrypt: variant === "fernet",
      ...(variant === "age" && { recipients: [recipient] }),
    };
    await runGate(request, diskRuntime());
  }
  return filesBelow(evidenceDir);
}

/** The real disk and log, and nothing else that is real. */
export function diskRuntime(keys: Readonly<Record<string, string>> = {}): Runtime {
  const environment = { FIXOPS_SIGNING_KEY: ed25519.privateKey, FIXOPS_EVIDENCE_KEY: fernetKey };
  return { ...fakeRuntime({ environment, secrets: keys }), files: realFiles, auditLog: auditFile };
}

/** All files below a directory but locks, which are empty. */
export function filesBelow(directory: string): Evidence {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".lock.db"));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(paths.map((path) => [relative(directory, path), new Uint8Array(readFileSync(path))]));
}

export type Said = { readonly code: number; readonly text: string };

/** What the program ends with and prints; 7 for a crash. */
export async function saidOf(request: VerifyRequest, runtime: Runtime): Promise<Said> {
  try {
    const { exitCode, text } = await verifyPath(request, runtime);
    return { code: exitCode, text };
  } catch (error) {
    if (error instanceof FixopsError) return { code: exitCodeOfCode(error.code), text: error.message };
    return { code: 7, text: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Tampers in memory: what is said of the evidence as it is, and of each thing that is done to it. */
export function inMemory({ files, keys, request }: Sample, isKeyed: boolean) {
  const stored = [...files].map(([path, bytes]) => [`evidence/${path}`, bytes] as const);
  const runtime = fakeRuntime({ files: { ...Object.fromEntries(stored), ...keys }, secrets: keys });
  const verify = () => saidOf({ path: "evidence", ...(isKeyed && request) }, runtime);
  const put = (path: string, bytes: Uint8Array | undefined) =>
    bytes === undefined ? runtime.disk.delete(`evidence/${path}`) : runtime.disk.set(`evidence/${path}`, bytes);
  const after = async ({ changed }: Tampering) => {
    for (const [path, bytes] of changed) put(path, bytes);
    const said = await verify();
    for (const path of changed.keys()) put(path, files.get(path));
    return said;
  };
  return { sound: verify, after };
}

/** A bit at either end of a byte, and all of them. */
const patterns = [0x01, 0x80, 0xff] as const;

/** Which offsets: every `step`-th from `start` on. With one of the patterns at each, or with all of them. */
export type Steps = { readonly start: number; readonly step: number; readonly isThorough: boolean };

export function* flips(path: string, bytes: Uint8Array, { start, step, isThorough }: Steps): Generator<Tampering> {
  for (let offset = start; offset < bytes.length; offset += step) {
    const some = isThorough ? patterns : [patterns[offset % patterns.length] ?? 1];
    for (const pattern of some)
      yield { ...one("flip", path, bytes.with(offset, (bytes[offset] ?? 0) ^ pattern)), place: offset };
  }
}

/** Cut to every `step`-th length, 0 among them. */
export function* cuts(path: string, bytes: Uint8Array, step: number): Generator<Tampering> {
  for (let length = 0; length < bytes.length; length += step)
    yield { ...one("cut", path, bytes.slice(0, length)), place: length };
}

/** What can be done to a whole file: a byte behind it or before it, gone, that of another run or of another log. */
export function* wholes({ files, sibling: other, stranger }: Sample): Generator<Tampering> {
  for (const [path, bytes] of files) {
    for (const byte of [0x00, 0x0a, 0x20, 0x7d]) {
      yield one("append", path, Uint8Array.of(...bytes, byte));
      yield one("prepend", path, Uint8Array.of(byte, ...bytes));
    }
    yield one("double", path, Uint8Array.of(...bytes, ...bytes));
    yield one("remove", path, undefined);
    for (const found of [other.get(path), stranger.get(path)]) {
      if (found !== undefined && !Buffer.from(found).equals(bytes)) yield one("exchange", path, found);
    }
  }
  yield { kind: "exchange", changed: other };
  yield one("add", `${runHere}/more.txt`, new Uint8Array());
  yield one("add", "demo/more.txt", new Uint8Array());
  yield one("add", "demo/run-9/manifest.json", files.get(`${runHere}/manifest.json`));
}

/** Two lines of the log swapped, one repeated, one deleted. */
export function* lineFaults({ files }: Sample): Generator<Tampering> {
  for (const path of files.keys()) if (path.endsWith("audit.jsonl")) yield* faultsOf(path, files);
}

function* faultsOf(path: string, files: Evidence): Generator<Tampering> {
  const lines = Buffer.from(files.get(path) ?? [])
    .toString()
    .split(/(?<=\n)/);
  const log = (kind: string, some: readonly string[]) => one(kind, path, new Uint8Array(Buffer.from(some.join(""))));
  for (const [index, line] of lines.entries()) {
    yield log("delete line", lines.toSpliced(index, 1));
    for (const [other, found] of lines.entries()) {
      yield log("repeat line", lines.toSpliced(other, 0, line));
      if (other < index) yield log("swap lines", lines.with(index, found).with(other, line));
    }
  }
}

function one(kind: string, path: string, bytes: Uint8Array | undefined): Tampering {
  return { kind, changed: new Map([[path, bytes]]) };
}
