import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { hasBinary } from "../support/binary.ts";
import { workspace } from "../support/workspace.ts";
import { isExhaustive, run } from "./command.ts";
import { gate, keysOf, makeScene, verdictCode } from "./scene.ts";
import { leftovers, problemsOf, recordedRuns, visibleRuns } from "./store.ts";
import { compileWriter, startWriter } from "./writers.ts";

const processes = 16;
const runsOfProcess = isExhaustive ? 1000 : 25;

const timeout = isExhaustive ? 3_600_000 : 120_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary)(`${processes} processes at once`, () => {
  test(
    `record ${runsOfProcess} runs each in one log: all are there, whole, each writer's in its order`,
    async () => {
      const directory = makeDirectory();
      const program = [compileWriter(directory)];
      const evidence = join(directory, "evidence");
      const ids = Array.from({ length: processes }, (_, index) => `w${index}`);
      const told = await Promise.all(ids.map((id) => startWriter(program, evidence, id, runsOfProcess).told()));
      expect(told.map((names) => names.length)).toEqual(ids.map(() => runsOfProcess));
      expect(await problemsOf(evidence, { acknowledged: told.flat() })).toEqual([]);
      expect(leftovers(evidence)).toEqual([]);
      const recorded = recordedRuns(evidence);
      expect(recorded.length).toBe(processes * runsOfProcess);
      for (const [index, id] of ids.entries())
        expect(recorded.filter((name) => name.startsWith(`${id}-`))).toEqual([...(told[index] ?? [])]);
    },
    timeout,
  );

  test(
    "that are gates, half of them the same run, all reach their verdict",
    async () => {
      const scene = await makeScene(makeDirectory());
      const ids = Array.from({ length: processes }, (_, index) => (index % 2 === 0 ? "same" : `own-${index}`));
      const ended = await Promise.all(ids.map((id) => run(gate(scene.directory, id), scene.directory)));
      expect(ended.map(({ code, stderr }) => `${code} ${stderr}`)).toEqual(ids.map(() => `${verdictCode} `));
      const evidence = join(scene.directory, "evidence");
      expect(await problemsOf(evidence, { acknowledged: ids, keys: keysOf(scene) })).toEqual([]);
      expect(visibleRuns(evidence).toSorted()).toEqual([...new Set(ids)].toSorted());
      expect(leftovers(evidence)).toEqual([]);
      expect(recordedRuns(evidence)).toHaveLength(processes);
    },
    timeout,
  );
});
