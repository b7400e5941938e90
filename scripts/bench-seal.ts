/**
 * What sealing costs, as ratios to tools of others on the same bytes in the same run: `bun scripts/bench-seal.ts [MB …]`,
 * documents of 1, 10 and 100 MB unless told otherwise. The floor are sha256sum, gzip -6, age and Python's Fernet; where
 * one is missing its rows are NaN. Medians of some rounds, on the wall and of the processor, which says more on a busy machine;
 * the tools' times include their start, Python's do not.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { age } from "../src/doors/system/age.ts";
import { nativeGzip, portableGzip } from "../src/evidence/gzip.ts";
import { ageEncryption, fernetEncryption, type SealOptions, seal } from "../src/evidence/seal.ts";
import { parseFernetKey } from "../src/standards/fernet.ts";
import { sha256Digest, sha256DigestNoble } from "../src/standards/sha256.ts";

const million = 1_000_000;
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 10, 100];
const fernetText = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const fernetKey = parseFernetKey(fernetText);
const { recipient } = await age.newIdentity();
const place = mkdtempSync(join(tmpdir(), "fixops-bench-"));

const python = `import sys, time
from cryptography.fernet import Fernet
data, fernet = open(sys.argv[1], "rb").read(), Fernet("${fernetText}")
start, cpu = time.perf_counter(), time.process_time()
fernet.encrypt(data)
print((time.perf_counter() - start) * 1000, (time.process_time() - cpu) * 1000)`;

/** Milliseconds. */
type Cost = { readonly wall: number; readonly cpu: number };

const unknown: Cost = { wall: Number.NaN, cpu: Number.NaN };

/** A tool of others → what it costs on a file. */
const floor = {
  sha256sum: (file: string): Cost => costOf(["sha256sum", file]),
  gzip: (file: string): Cost => costOf(["gzip", "-6", "-c", file]),
  age: (file: string): Cost => costOf(["age", "-r", recipient, "-o", "/dev/null", file]),
  fernet: pythonCost,
} as const;

type Tool = keyof typeof floor;

const plain: SealOptions = { compress: false, maxBytes: Number.POSITIVE_INFINITY };
const packed: SealOptions = { ...plain, compress: true };
const fernet = fernetEncryption(fernetKey, { iv: () => new Uint8Array(16).fill(7), now: 1_767_323_045 });
const forRecipient = ageEncryption([recipient], age);

/** What the product does → what it is held against: the sum of these, on the document or on what gzip made of it. */
type Work = { readonly does: (bytes: Uint8Array) => unknown; readonly against: readonly (Tool | `${Tool} packed`)[] };

const works: Readonly<Record<string, Work>> = {
  "SHA-256, portable": { does: (bytes) => digest(sha256DigestNoble(), bytes), against: ["sha256sum"] },
  "SHA-256, native": { does: (bytes) => digest(sha256Digest(), bytes), against: ["sha256sum"] },
  "gzip, portable": { does: (bytes) => pack(portableGzip(), bytes), against: ["gzip"] },
  "gzip, native": { does: (bytes) => pack(nativeGzip(), bytes), against: ["gzip"] },
  Fernet: { does: fernet.encrypt, against: ["fernet"] },
  age: { does: forRecipient.encrypt, against: ["age"] },
  "bundle: plain": { does: (bytes) => sealBundle(bytes, plain), against: ["sha256sum"] },
  "bundle: gzip": { does: (bytes) => sealBundle(bytes, packed), against: ["sha256sum", "gzip"] },
  "bundle: gzip, Fernet": {
    does: (bytes) => sealBundle(bytes, { ...packed, encryption: fernet }),
    against: ["sha256sum", "gzip", "fernet packed"],
  },
  "bundle: gzip, age": {
    does: (bytes) => sealBundle(bytes, { ...packed, encryption: forRecipient }),
    against: ["sha256sum", "gzip", "age packed"],
  },
  "inputs: gzip": { does: (bytes) => sealInputs(bytes, packed), against: ["sha256sum", "gzip"] },
  "inputs: gzip, age": {
    does: (bytes) => sealInputs(bytes, { ...packed, encryption: forRecipient }),
    against: ["sha256sum", "gzip", "age packed"],
  },
};

/** Bytes that the product hands on at once. */
const pieceBytes = 4 * 1024 * 1024;

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += pieceBytes) yield bytes.subarray(start, start + pieceBytes);
}

function digest(state: ReturnType<typeof sha256Digest>, bytes: Uint8Array): string {
  for (const piece of piecesOf(bytes)) state.update(piece);
  return state.hex();
}

function pack(compression: ReturnType<typeof nativeGzip>, bytes: Uint8Array): Uint8Array {
  for (const piece of piecesOf(bytes)) compression.push(piece);
  return compression.end();
}

const document = { name: "document.json", mediaType: "application/json" };

/** As src/pipeline/seal-run.ts does it. */
function sealBundle(bytes: Uint8Array, options: SealOptions): unknown {
  const by = { digest: sha256DigestNoble(), compression: portableGzip() };
  return seal({ ...document, pieces: piecesOf(bytes), ...by }, options);
}

function sealInputs(bytes: Uint8Array, options: SealOptions): unknown {
  const by = { digest: sha256Digest(), compression: nativeGzip() };
  return seal({ ...document, pieces: piecesOf(bytes), ...by }, options);
}

/** Findings as a bundle holds them: words that come again, and digests that do not. */
function makeDocument(bytes: number): Uint8Array {
  const words = ["lodash", "express", "log4j-core", "openssl", "critical", "medium", "fixed in", "not affected"];
  const texts: string[] = [];
  let length = 0;
  for (let index = 0; length < bytes; index++) {
    const fingerprint = new Bun.CryptoHasher("sha256").update(String(index)).digest("hex");
    const pick = (shift: number) => words[Number.parseInt(fingerprint.slice(shift, shift + 4), 16) % words.length];
    const message = `${pick(0)} ${pick(4)} ${pick(8)} ${pick(12)} ${index}`;
    const finding = {
      fingerprint,
      message,
      rule: `js/${pick(16)}`,
      severity: pick(20),
      uri: `src/${pick(24)}/${index % 997}.ts`,
    };
    const text = `${JSON.stringify(finding)},`;
    texts.push(text);
    length += text.length;
  }
  return new TextEncoder().encode(texts.join("")).slice(0, bytes);
}

async function bench(size: number): Promise<void> {
  const bytes = makeDocument(size * million);
  const small = pack(nativeGzip(), bytes);
  const files = { plain: join(place, `${size}.json`), packed: join(place, `${size}.json.gz`) };
  writeFileSync(files.plain, bytes);
  writeFileSync(files.packed, small);
  const rounds = size >= 100 ? 3 : 7;
  const floors = new Map<string, Cost>();
  for (const [name, tool] of Object.entries(floor)) {
    floors.set(name, medianOf(Array.from({ length: rounds }, () => tool(files.plain))));
    floors.set(`${name} packed`, medianOf(Array.from({ length: rounds }, () => tool(files.packed))));
  }
  console.log(`\n${size} MB (${(small.length / bytes.length).toFixed(2)} of it packed; medians of ${rounds})`);
  for (const [name, { does, against }] of Object.entries(works)) {
    const costs: Cost[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await ownCost(() => does(bytes)));
    const theirs = against.map((tool) => floors.get(tool) ?? unknown).reduce(add);
    console.log([name.padEnd(22), rowOf(medianOf(costs), theirs, bytes.length), against.join(" + ")].join("  "));
  }
}

function rowOf(own: Cost, theirs: Cost, bytes: number): string {
  return [
    `${own.wall.toFixed(1).padStart(8)} ms`,
    `${(bytes / 1000 / own.wall).toFixed(0).padStart(5)} MB/s`,
    `floor ${theirs.wall.toFixed(1).padStart(8)} ms`,
    `ratio ${(own.wall / theirs.wall).toFixed(2).padStart(5)}`,
    `processor ${(own.cpu / theirs.cpu).toFixed(2).padStart(5)}`,
  ].join("  ");
}

async function ownCost(work: () => unknown): Promise<Cost> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - start, cpu: (user + system) / 1000 };
}

function costOf(command: readonly string[]): Cost {
  try {
    const start = performance.now();
    const options = { stdin: "ignore", stdout: "ignore", stderr: "ignore" } as const;
    const { exitCode, resourceUsage } = Bun.spawnSync([...command], options);
    const wall = performance.now() - start;
    return exitCode === 0 ? { wall, cpu: Number(resourceUsage.cpuTime.total) / 1000 } : unknown;
  } catch {
    return unknown;
  }
}

/** Without the start of Python, which takes longer than its work. */
function pythonCost(file: string): Cost {
  try {
    const { stdout } = Bun.spawnSync(["/usr/bin/python3", "-c", python, file], { stdin: "ignore", stderr: "ignore" });
    const [wall = Number.NaN, cpu = Number.NaN] = stdout.toString().trim().split(" ").map(Number);
    return { wall, cpu };
  } catch {
    return unknown;
  }
}

function add(one: Cost, other: Cost): Cost {
  return { wall: one.wall + other.wall, cpu: one.cpu + other.cpu };
}

function medianOf(costs: readonly Cost[]): Cost {
  return { wall: median(costs.map(({ wall }) => wall)), cpu: median(costs.map(({ cpu }) => cpu)) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

try {
  for (const size of sizes) await bench(size);
} finally {
  rmSync(place, { recursive: true });
}
