import { describe, expect, test } from "bun:test";
import { hasBinary } from "../support/binary.ts";
import { hasNeed } from "../support/needs.ts";
import { workspace } from "../support/workspace.ts";
import { forEach, isExhaustive } from "./command.ts";
import { makeScene, stateNames } from "./scene.ts";
import { callsOf, type Fault, faultsOf, nameOf, suffer } from "./syscalls.ts";

/** Some thousand gates when all faults are made. */
const timeout = isExhaustive ? 7_200_000 : 300_000;
/** For each state; a gate with all that is looked at afterwards takes a third of a second. */
const quickFaults = 32;

const makeDirectory = workspace();

describe.skipIf(!hasBinary || !hasNeed("strace"))("a gate that finds", () => {
  test.each(stateNames)(
    "%s leaves whole runs only, whichever system call kills it or fails",
    async (state) => {
      const scene = await makeScene(makeDirectory());
      const calls = await callsOf(scene, state);
      const faults = chosen(calls.map((call) => faultsOf(state, call)));
      const problems: string[] = [];
      await forEach(faults, async (fault, index) => {
        const found = await suffer(scene, fault, String(index));
        problems.push(...found.map((problem) => `${nameOf(fault)}: ${problem}`));
      });
      expect(problems).toEqual([]);
      // Fewer would mean that strace does not see what the gate does.
      expect(calls.length).toBeGreaterThan(40);
    },
    timeout,
  );
});

/** All, or for a quick run every nth call with another kind of fault each time. */
function chosen(faults: readonly (readonly Fault[])[]): readonly Fault[] {
  if (isExhaustive) return faults.flat();
  const step = Math.max(1, faults.length / quickFaults);
  const some = Array.from(
    { length: Math.floor(faults.length / step) },
    (_, index) => faults[Math.floor(index * step)] ?? [],
  );
  return some.flatMap((kinds, index) => kinds.slice(index % kinds.length).slice(0, 1));
}
