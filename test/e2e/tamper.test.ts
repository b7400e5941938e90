import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { binary, hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";

/** The built program and some bytes; test/faults/tamper.test.ts tries them all without it. */

const sbom = JSON.stringify({
  bomFormat: "CycloneDX",
  specVersion: "1.6",
  components: [{ type: "library", name: "pg", version: "8.13.1", purl: "pkg:npm/pg@8.13.1" }],
});

const timeout = 120_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary)("a changed file", () => {
  test(
    "ends verify with 5: a bit flipped at both ends of it and between, its end cut off, or the file gone",
    () => {
      const { directory, files } = makeEvidence();
      const verify = () => run(["verify", "evidence", "--key", "ci.key.pub", "--log-pub", "log.key.pub"], directory);
      const codes: string[] = [];
      expect(verify()).toBe(0);
      for (const [path, bytes] of files) {
        const place = join(directory, path);
        for (const offset of offsetsIn(bytes.length)) {
          writeFileSync(place, bytes.with(offset, (bytes[offset] ?? 0) ^ (1 << (offset % 8))));
          codes.push(`${path}:${offset} ${verify()}`);
        }
        writeFileSync(place, bytes.slice(0, -1));
        codes.push(`${path} cut ${verify()}`);
        rmSync(place);
        codes.push(`${path} gone ${verify()}`);
        writeFileSync(place, bytes);
      }
      expect(codes.filter((line) => !line.endsWith(" 5"))).toEqual(derived);
      expect(codes.length).toBeGreaterThan(50);
      expect(verify()).toBe(0);
    },
    timeout,
  );
});

/** What follows from the lines of the log is made anew by the next append, and is told until then. */
const derived = ["evidence/audit/hashes/0 cut 0", "evidence/audit/hashes/0 gone 0", "evidence/audit/head gone 0"];

/** A small signed run, and all that it leaves but the lock. */
function makeEvidence(): { readonly directory: string; readonly files: ReadonlyMap<string, Uint8Array> } {
  const directory = makeDirectory();
  writeFileSync(join(directory, "sbom.json"), sbom);
  const sign = ["--sign", "--signing-key", "ci.key", "--log-key", "log.key"];
  const words = ["make-decision", "--sbom", "sbom.json", "--as-of", "2026-08-25T12:00:00Z", "--quiet", ...sign];
  for (const key of ["ci.key", "log.key"]) expect(run(["keys", "generate", "--output", key], directory)).toBe(0);
  expect(run(words, directory)).toBe(2);
  const entries = readdirSync(join(directory, "evidence"), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".lock.db"));
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return {
    directory,
    files: new Map(paths.map((path) => [relative(directory, path), new Uint8Array(readFileSync(path))])),
  };
}

function run(words: readonly string[], cwd: string): number | null {
  return Bun.spawnSync([binary, ...words], { cwd, stdin: "ignore", stdout: "ignore", stderr: "ignore" }).exitCode;
}

/** Both ends and the middle. */
function offsetsIn(length: number): readonly number[] {
  return [...new Set([0, Math.floor(length / 2), length - 1])];
}
