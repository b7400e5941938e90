import { describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditFile } from "../../src/doors/system/audit-file.ts";
import { codeOf } from "../support/code-of.ts";
import { workspace } from "../support/workspace.ts";

/** A log whose last line was cut at any byte, with whatever a file system leaves behind the cut. */

const event = { event: "decision.made", ts: "2026-01-01T00:00:00Z", run: "r" };
const makeDirectory = workspace();
const timeout = 120_000;

/** Behind the cut → what may stand there: nothing, blocks that were never written, blocks of another file. */
const remains: readonly (readonly [what: string, bytes: Uint8Array])[] = [
  ["nothing", new Uint8Array()],
  ["NUL bytes", new Uint8Array(600)],
  ["garbage", Uint8Array.from({ length: 600 }, (_, index) => 128 + ((index * 151) % 128))],
  ["half a line", new TextEncoder().encode('{"event":"decision.made","prev":"00')],
];

describe("a log cut at every byte of its last line", () => {
  test.each(remains)(
    "with %s behind the cut: what was not acknowledged is set aside, and the log goes on",
    (_, rest) => {
      const { two, lines, evidence } = makeLogs();
      for (let cut = lines.two.length + 1; cut < lines.three.length; cut++) {
        const bytes = Buffer.concat([lines.three.subarray(0, cut), rest]);
        const log = place(two, evidence, bytes);
        auditFile.append(evidence, event);
        const after = readFileSync(log);
        expect(after.subarray(0, lines.two.length).equals(lines.two)).toBe(true);
        expect([cut, chainOf(after)]).toEqual([
          cut,
          ["decision.made", "decision.made", "log.recovered", "decision.made"],
        ]);
        expect(tornIn(evidence).equals(bytes.subarray(lines.two.length))).toBe(true);
      }
    },
    timeout,
  );

  test(
    "is refused and left as it is when the line was acknowledged",
    () => {
      const { three, lines, evidence } = makeLogs();
      for (let cut = lines.two.length; cut < lines.three.length; cut++) {
        const log = place(three, evidence, lines.three.subarray(0, cut));
        expect([cut, codeOf(() => auditFile.append(evidence, event))]).toEqual([cut, "INTEGRITY_LOG"]);
        expect(readFileSync(log).equals(lines.three.subarray(0, cut))).toBe(true);
      }
    },
    timeout,
  );
});

/** Copies of a log with two lines and with three, and the bytes of their lines. */
function makeLogs() {
  const evidence = makeDirectory();
  const [two, three] = [makeDirectory(), makeDirectory()];
  const log = join(evidence, "audit/audit.jsonl");
  auditFile.append(evidence, event);
  auditFile.append(evidence, event);
  cpSync(evidence, two, { recursive: true });
  auditFile.append(evidence, event);
  cpSync(evidence, three, { recursive: true });
  const lines = { two: readFileSync(join(two, "audit/audit.jsonl")), three: readFileSync(log) };
  return { two, three, lines, evidence };
}

/** Puts the copy in place, with other lines; gives the path of the log. */
function place(copy: string, evidence: string, lines: Uint8Array): string {
  const log = join(evidence, "audit/audit.jsonl");
  rmSync(join(evidence, "audit"), { recursive: true });
  cpSync(copy, evidence, { recursive: true });
  writeFileSync(log, lines);
  return log;
}

/** The events of a log. Throws an Error when a line does not name the leaf hash (RFC 6962) of the line before. */
function chainOf(log: Buffer): readonly string[] {
  let leaf = "0".repeat(64);
  return log
    .toString()
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const { prev, event: name }: { readonly prev: string; readonly event: string } = JSON.parse(line);
      if (prev !== leaf) throw new Error(`the chain is broken at ${line}`);
      leaf = new Bun.CryptoHasher("sha256").update(new Uint8Array(1)).update(line).digest("hex");
      return name;
    });
}

/** What was set aside. */
function tornIn(evidence: string): Buffer {
  const directory = join(evidence, "audit/torn");
  const [name = "", ...others] = readdirSync(directory);
  expect(others).toEqual([]);
  return readFileSync(join(directory, name));
}
