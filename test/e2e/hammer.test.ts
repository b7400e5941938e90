import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkLog } from "../../src/evidence/check-log.ts";
import { binary, hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";

/** Writers at once, appends of each, writers that are killed: the full numbers take a minute or more. */
const writers = numberOf("FIXOPS_HAMMER_WRITERS", 16);
const appends = numberOf("FIXOPS_HAMMER_APPENDS", 500);
const kills = numberOf("FIXOPS_HAMMER_KILLS", 200);

const script = resolve(import.meta.dir, "../../scripts/hammer.ts");
const timeout = 600_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary)("the audit log under many writers", () => {
  test(
    `${writers} processes with ${appends} appends each leave one chain with every line`,
    async () => {
      const directory = makeDirectory();
      const ids = Array.from({ length: writers }, (_, index) => `w${index}`);
      const told = await Promise.all(ids.map((id) => textOf(hammer(directory, appends, id))));
      const acknowledged = told.flatMap(numbersIn).toSorted((a, b) => a - b);
      expect(acknowledged).toEqual(Array.from({ length: writers * appends }, (_, index) => index));
      expectChain(directory, writers * appends);
    },
    timeout,
  );

  test(
    `no acknowledged line is lost when ${kills} writers are killed, and the next append works`,
    async () => {
      const directory = makeDirectory();
      const acknowledged = new Map<number, string>();
      for (let cycle = 0; cycle < kills; cycle++) {
        const id = `k${cycle}`;
        for (const seq of numbersIn(await killed(directory, id, cycle))) acknowledged.set(seq, id);
      }
      expect(numbersIn(await textOf(hammer(directory, 1, "last")))).toHaveLength(1);
      const lines = expectChain(directory, acknowledged.size);
      const lost = [...acknowledged].filter(([seq, id]) => lines[seq] !== id);
      expect(lost).toEqual([]);
      expect(acknowledged.size).toBeGreaterThan(kills / 2);
    },
    timeout,
  );
});

function hammer(directory: string, count: number, id: string) {
  return Bun.spawn([process.execPath, script, "append", directory, String(count), id], { stdout: "pipe" });
}

async function textOf(child: ReturnType<typeof hammer>): Promise<string> {
  const text = await new Response(child.stdout).text();
  expect(await child.exited).toBe(0);
  return text;
}

/** What a writer acknowledged before SIGKILL met it, some milliseconds after its first line. */
async function killed(directory: string, id: string, cycle: number): Promise<string> {
  const child = hammer(directory, 1_000_000, id);
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of child.stdout) {
    if (text === "") setTimeout(() => child.kill("SIGKILL"), cycle % 7);
    text += decoder.decode(chunk, { stream: true });
  }
  await child.exited;
  expect(child.signalCode).toBe("SIGKILL");
  return text;
}

/** Complete lines only: a number may be cut off in the middle. */
function numbersIn(text: string): readonly number[] {
  return text.split("\n").slice(0, -1).map(Number);
}

/** The chain holds, by our reading and by the program's; gives the writer of each line. */
function expectChain(directory: string, atLeast: number): readonly (string | undefined)[] {
  const log = join(directory, "audit");
  const report = checkLog(readFileSync(join(log, "audit.jsonl")), readFileSync(join(log, "head")));
  expect(report.problems).toEqual([]);
  expect(report.size).toBeGreaterThanOrEqual(atLeast);
  expect(existsSync(join(log, "head.tmp"))).toBe(false);
  const words = ["audit", "verify", "--evidence-dir", directory];
  expect(Bun.spawnSync([binary, ...words], { stdout: "ignore" }).exitCode).toBe(0);
  return report.lines.map(({ line }) => line.run);
}

function numberOf(variable: string, otherwise: number): number {
  const text = process.env[variable];
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new Error(`${variable} is "${text}", expected a positive number`);
  return Number(text);
}
