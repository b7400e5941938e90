/**
 * What the audit log costs as it grows: `bun scripts/bench-log.ts [LINES] [APPENDS]`, logs of 10,000 lines and of LINES
 * (1,000,000 unless told otherwise) on the disk of the system's temporary directory, and 16 writers of APPENDS (1,000) each.
 * Prints one line for each figure; ends with 1 when one misses its bar.
 */
import { generateKeyPairSync, sign } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AppendOptions } from "../src/domain/runtime.ts";
import { auditFile } from "../src/doors/system/audit-file.ts";
import { readHashes, rebuildHashes } from "../src/doors/system/audit-hashes.ts";
import { scanLog } from "../src/evidence/check-log.ts";
import { emptyHead, headText } from "../src/evidence/log-head.ts";
import { hashesAt } from "../src/evidence/log-levels.ts";
import { newLines } from "../src/evidence/log-lines.ts";
import { rootOf } from "../src/standards/merkle.ts";
import { inclusionProof, rootFromInclusion } from "../src/standards/merkle-proof.ts";

const [lines = 1_000_000, appends = 1000] = process.argv.slice(2).map(Number);
const small = 10_000;
const place = mkdtempSync(join(tmpdir(), "fixops-bench-"));
const failed: string[] = [];

/** Lines of a real gate: some 480 bytes. */
const event = {
  event: "decision.made",
  ts: "2026-01-02T03:04:05Z",
  app: "APP-1234",
  run: "20260102T030405Z-0a1b2c3d",
  subject: { bundle: "ab".repeat(32), "decision.json": "cd".repeat(32), "manifest.json": "ef".repeat(32) },
  data: { mode: "enterprise", verdict: "CONDITIONAL" },
};

function tell(what: string, figure: string, isMet = true): void {
  console.log(`${what}: ${figure}${isMet ? "" : "  MISSED"}`);
  if (!isMet) failed.push(what);
}

/** An evidence directory with a log of so many lines, not synced. */
function makeLog(count: number): string {
  const evidence = join(place, String(count));
  const directory = join(evidence, "audit");
  mkdirSync(directory, { recursive: true });
  let head = emptyHead;
  const texts: string[] = [];
  while (head.size < count) {
    const added = newLines(
      Array.from({ length: Math.min(1000, count - head.size) }, () => event),
      head,
    );
    texts.push(added.text);
    head = added.head;
  }
  writeFileSync(join(directory, "audit.jsonl"), texts.join(""));
  writeFileSync(join(directory, "head"), headText(head));
  rebuildHashes(directory, scanLog(new TextEncoder().encode(texts.join(""))).leaves);
  return evidence;
}

/** Middle of the times of so many appends to each log in turn, so that what else the machine does is shared. */
function appendTimes(logs: readonly string[], options: AppendOptions): readonly number[] {
  // Without a checkpoint, and with one of an older size, the first append looks at more.
  for (const evidence of logs) auditFile.append(evidence, event, options);
  const times = logs.map(() => [] as number[]);
  for (let count = 0; count < 500; count++) {
    for (const [at, evidence] of logs.entries())
      times[at]?.push(timeOf(() => auditFile.append(evidence, event, options)));
  }
  return times.map(middleOf);
}

/** In microseconds. */
function timeOf(work: () => unknown): number {
  const before = performance.now();
  work();
  return (performance.now() - before) * 1000;
}

function middleOf(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function makeKey() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    publicKey: new Uint8Array(publicKey.export({ type: "spki", format: "der" }).subarray(-32)),
    sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)),
  };
}

function benchAppends(few: string, many: string): void {
  for (const [name, options] of [
    ["append", {}],
    ["append with a checkpoint", { logKey: makeKey() }],
  ] as const) {
    const [short = 0, long = 0] = appendTimes([few, many], options);
    const ratio = long / short;
    const figure = `p50 ${short.toFixed(0)} µs at ${small} lines, ${long.toFixed(0)} µs at ${lines}: ${ratio.toFixed(2)} ×`;
    tell(name, figure, ratio <= 1.5);
  }
}

function benchVerify(evidence: string): void {
  const { log, head } = auditFile.read(evidence)!;
  const before = performance.now();
  const { size, problems } = scanLog(log, head);
  const rate = size / ((performance.now() - before) / 1000);
  tell("verify", `${Math.round(rate)} lines/s of ${size}`, rate >= 300_000 && problems.length === 0);
}

function benchProof(evidence: string): void {
  const { log } = auditFile.read(evidence)!;
  const { size, leaves, head } = scanLog(log);
  const at = hashesAt((level, from, count) => readHashes(join(evidence, "audit"), level, from, count));
  let index = 0;
  const prove = () => {
    index = (index + 7_919_317) % size;
    const proof = inclusionProof(index, size, at);
    const leaf = leaves.subarray(index * 32, index * 32 + 32);
    const root = rootFromInclusion({ index, size, leaf, proof });
    if (root?.toHex() !== rootOf(head.edge).toHex()) throw new Error(`the proof of line ${index} does not hold`);
  };
  const time = middleOf(Array.from({ length: 200 }, () => timeOf(prove)));
  tell("proof, made and checked", `p50 ${(time / 1000).toFixed(2)} ms at ${size} lines`, time < 5000);
}

async function benchWriters(): Promise<void> {
  const evidence = join(place, "writers");
  const before = performance.now();
  const writers = Array.from({ length: 16 }, (_, id) =>
    Bun.spawn([process.execPath, "scripts/hammer.ts", "append", evidence, String(appends), `w${id}`], {
      cwd: join(import.meta.dir, ".."),
      stdout: "ignore",
    }),
  );
  await Promise.all(writers.map((writer) => writer.exited));
  const rate = (16 * appends) / ((performance.now() - before) / 1000);
  const { log, head } = auditFile.read(evidence)!;
  const { size, problems } = scanLog(log, head);
  const isWhole = problems.length === 0 && size === 16 * appends;
  tell("16 writers", `${Math.round(rate)} synced appends/s, ${size} lines`, rate >= 1000 && isWhole);
}

try {
  const [few, many] = [makeLog(small), makeLog(lines)];
  benchAppends(few, many);
  benchVerify(many);
  benchProof(many);
  await benchWriters();
} finally {
  rmSync(place, { recursive: true, force: true });
}
process.exit(failed.length === 0 ? 0 : 1);
