import { describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";
import { isExhaustive, randomFrom, seed } from "./command.ts";
import { problemsOf } from "./store.ts";
import { compileWriter, startWriter } from "./writers.ts";

const cycles = isExhaustive ? 10_000 : 500;

/** Cycles on one log; then all that it has is verified. */
const cyclesOfLog = 50;

/** Killed at once, one for each place in the queue for the lock that matters: holding, waiting, coming. */
const writers = 3;

/** Of the time that a writer needs to its first run, on this machine at this moment. */
const lifetime = { least: 0.5, most: 1.5 } as const;

const timeout = isExhaustive ? 7_200_000 : 600_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary)("kill -9", () => {
  test(
    `of ${writers} writers at random moments, ${cycles} times, loses no acknowledged run and leaves no half one`,
    async () => {
      const program = [compileWriter(makeDirectory())];
      const random = randomFrom(seed);
      const problems: string[] = [];
      let acknowledged = 0;
      for (let cycle = 0; cycle < cycles; cycle += cyclesOfLog) {
        const evidence = makeDirectory();
        const told: string[] = [];
        const firstRunMs = await timeToFirstRun(program, makeDirectory());
        const lifeMs = () => firstRunMs * (lifetime.least + random() * (lifetime.most - lifetime.least));
        for (let index = 0; index < cyclesOfLog; index++)
          told.push(...(await killAll(program, evidence, index, lifeMs)));
        problems.push(...(await problemsOf(evidence, { acknowledged: told })));
        const last = startWriter(program, evidence, "last", 1);
        told.push(...(await last.told()));
        expect(told.at(-1)).toBe("last-0");
        problems.push(...(await problemsOf(evidence, { acknowledged: told })));
        acknowledged += told.length;
        rmSync(evidence, { recursive: true });
      }
      expect({ seed, problems }).toEqual({ seed, problems: [] });
      // Else they were killed before they wrote.
      expect(acknowledged).toBeGreaterThan(cycles / 5);
    },
    timeout,
  );
});

/** All writers at once, as they will be when they are killed. */
async function timeToFirstRun(program: readonly string[], evidence: string): Promise<number> {
  const start = performance.now();
  const started = Array.from({ length: writers }, (_, index) => startWriter(program, evidence, `t${index}`, 1));
  await Promise.all(started.map((writer) => writer.told()));
  return performance.now() - start;
}

async function killAll(
  program: readonly string[],
  evidence: string,
  cycle: number,
  lifeMs: () => number,
): Promise<readonly string[]> {
  const killed = Array.from({ length: writers }, (_, index) => {
    const writer = startWriter(program, evidence, `c${cycle}w${index}`, 1_000_000);
    setTimeout(() => writer.kill("SIGKILL"), lifeMs());
    return writer.told();
  });
  return (await Promise.all(killed)).flat();
}
