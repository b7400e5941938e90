import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { verifyPath } from "../../src/doors/actions/verify.ts";
import { binary, hasBinary } from "../support/binary.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { workspace } from "../support/workspace.ts";

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "pg", version: "8.13.1", purl: "pkg:npm/pg@8.13.1" }],
});

const timeout = 120_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary)("a flipped byte", () => {
  test(
    "is found by verify, whichever byte of bundle, manifest, decision, log and head it is",
    () => {
      const evidence = makeEvidence();
      const files = filesBelow(evidence);
      expect(verify(files)).toBe(0);
      let flipped = 0;
      const missed: string[] = [];
      for (const [name, bytes] of files) {
        for (let offset = 0; offset < bytes.length; offset++) {
          if (verify(new Map([...files, [name, flip(bytes, offset)]])) !== 5) missed.push(`${name}:${offset}`);
          flipped++;
        }
      }
      expect(missed).toEqual([]);
      expect(flipped).toBe(sizeOf(files));
      expect(files.size).toBe(5);
    },
    timeout,
  );

  test(
    "ends the program with 5, at both ends of each file and between",
    () => {
      const evidence = makeEvidence();
      const files = filesBelow(evidence);
      expect(runVerify(evidence)).toBe(0);
      for (const [name, bytes] of files) {
        for (const offset of offsetsIn(bytes.length)) {
          writeFileSync(join(evidence, name), flip(bytes, offset));
          expect(`${name}:${offset} ${runVerify(evidence)}`).toBe(`${name}:${offset} 5`);
        }
        writeFileSync(join(evidence, name), bytes);
      }
      expect(runVerify(evidence)).toBe(0);
    },
    timeout,
  );
});

/** A small run with everything that a run leaves: five files and the lock. */
function makeEvidence(): string {
  const directory = makeDirectory();
  writeFileSync(join(directory, "sbom.json"), sbom);
  const words = ["make-decision", "--sbom", "sbom.json", "--as-of", "2026-08-25T12:00:00Z", "--quiet"];
  const { exitCode } = Bun.spawnSync([binary, ...words], { cwd: directory, stdout: "ignore" });
  expect(exitCode).toBe(2);
  return join(directory, "evidence");
}

function filesBelow(evidence: string): ReadonlyMap<string, Uint8Array> {
  const entries = readdirSync(evidence, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const named = paths.filter((path) => !path.endsWith(".lock.db"));
  return new Map(named.map((path) => [relative(evidence, path), new Uint8Array(readFileSync(path))]));
}

/** Exit code of `verify`, in this process. */
function verify(files: ReadonlyMap<string, Uint8Array>): number {
  const runtime = fakeRuntime({
    files: Object.fromEntries([...files].map(([name, bytes]) => [`evidence/${name}`, bytes])),
  });
  const log = files.get("audit/audit.jsonl") ?? new Uint8Array();
  const auditLog = { ...runtime.auditLog, read: () => ({ log, head: files.get("audit/head") }) };
  return verifyPath({ path: "evidence" }, { ...runtime, auditLog }).exitCode;
}

function runVerify(evidence: string): number | null {
  return Bun.spawnSync([binary, "verify", evidence], { stdout: "ignore", stderr: "ignore" }).exitCode;
}

/** One bit, another one at each offset, so that all eight are tried. */
function flip(bytes: Uint8Array, offset: number): Uint8Array {
  return bytes.with(offset, (bytes[offset] ?? 0) ^ (1 << (offset % 8)));
}

/** Both ends and six places between. */
function offsetsIn(length: number): readonly number[] {
  return [...new Set([0, 1, 2, 3, 4, 5, 6, 7].map((step) => Math.floor((step * (length - 1)) / 7)))];
}

function sizeOf(files: ReadonlyMap<string, Uint8Array>): number {
  return [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0);
}
