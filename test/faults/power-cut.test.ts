import { describe, expect, test } from "bun:test";
import { join } from "node:path";
import { hasBinary } from "../support/binary.ts";
import { hasNeed } from "../support/needs.ts";
import { workspace } from "../support/workspace.ts";
import { isExhaustive, run, seed } from "./command.ts";
import { compileWriter } from "./writers.ts";

const cycles = isExhaustive ? 500 : 20;
const timeout = isExhaustive ? 7_200_000 : 300_000;
const makeDirectory = workspace();

describe.skipIf(!hasBinary || !hasNeed("loop-mount"))("a power cut", () => {
  test(
    `leaves every acknowledged run, ${cycles} times`,
    async () => {
      const { acknowledged, lost, problems } = await cutPower(cycles, "synced");
      expect({ seed, lost, problems }).toEqual({ seed, lost: 0, problems: [] });
      expect(acknowledged).toBeGreaterThan(cycles);
    },
    timeout,
  );

  test.skipIf(!hasNeed("strace"))(
    "loses runs when nothing is synced, so the test above would see it",
    async () => {
      const { acknowledged, lost } = await cutPower(3, "unsynced");
      expect(acknowledged).toBeGreaterThan(0);
      expect(lost).toBeGreaterThan(0);
    },
    timeout,
  );
});

type Sum = { readonly acknowledged: number; readonly lost: number; readonly problems: readonly string[] };

/** In a mount namespace of its own: whatever happens, nothing stays mounted. */
async function cutPower(times: number, mode: "synced" | "unsynced"): Promise<Sum> {
  const directory = makeDirectory();
  const script = join(import.meta.dir, "power-cut.ts");
  const words = [directory, compileWriter(directory), String(times), String(seed), mode];
  const { code, stdout, stderr } = await run(["unshare", "-m", process.execPath, script, ...words], ".");
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
