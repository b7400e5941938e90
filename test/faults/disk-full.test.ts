import { describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hasBinary } from "../support/binary.ts";
import { canMount, smallDisk, unmountAfterAll } from "../support/small-disk.ts";
import { workspace } from "../support/workspace.ts";
import { forEach, isExhaustive, randomFrom, run, seed } from "./command.ts";
import { gate, keysOf, makeScene, outputProblems, type Scene, verdictCode } from "./scene.ts";
import { leftovers, problemsOf } from "./store.ts";

/** From 64 KiB to 4 MiB, each step by the same factor. */
const steps = 16;
const kibibytes = Array.from({ length: steps }, (_, step) => 4 * Math.round(16 * 64 ** (step / (steps - 1))));

/** On a disk of this size, all numbers of free pages from none to what a gate needs. */
const pageKibibytes = 4;
const roomOfGate = isExhaustive ? 160 : 0;

const timeout = isExhaustive ? 3_600_000 : 120_000;
const makeDirectory = workspace();
unmountAfterAll();

describe.skipIf(!hasBinary || !canMount)("gates on a disk that fills", () => {
  test(
    `end with 6 or are done, on ${steps} disks of 64 KiB to 4 MiB, and go on when there is room again`,
    async () => {
      const scene = await makeScene(makeDirectory());
      const problems: string[] = [];
      await forEach(kibibytes, async (size) => {
        const found = await fill(scene, size);
        problems.push(...found.map((problem) => `${size} KiB: ${problem}`));
      });
      expect(problems).toEqual([]);
    },
    timeout,
  );

  test.skipIf(!isExhaustive)(
    "end with 6 or are done, however many pages are free",
    async () => {
      const scene = await makeScene(makeDirectory());
      const free = Array.from({ length: roomOfGate / pageKibibytes }, (_, pages) => pages * pageKibibytes);
      const problems: string[] = [];
      await forEach(free, async (room) => {
        const found = await fill(scene, 512, 512 - room);
        problems.push(...found.map((problem) => `${room} KiB free: ${problem}`));
      });
      expect(problems).toEqual([]);
    },
    timeout,
  );
});

/** Runs gates until one finds no room, then makes room and runs one more; gives what is wrong. */
async function fill(scene: Scene, size: number, ballast = 0): Promise<readonly string[]> {
  const disk = smallDisk(size);
  if (ballast > 0) writeFileSync(join(disk, "ballast"), new Uint8Array(ballast * 1024));
  const store = join(disk, "store");
  if (ballast < size) mkdirSync(store);
  const sbom = moreInput(scene, size);
  const acknowledged: string[] = [];
  let code = verdictCode;
  for (let count = 0; code === verdictCode; count++) {
    const id = `run-${count}`;
    ({ code } = await run(gate(store, id, sbom), scene.directory));
    if (code === verdictCode) acknowledged.push(id);
  }
  const problems = code === 6 ? [] : [`a gate ended with ${code}`];
  const asked = { acknowledged, keys: keysOf(scene) };
  problems.push(...(await problemsOf(join(store, "evidence"), asked)));
  problems.push(...leftovers(store).map((path) => `${path} is left behind`));
  const last = `run-${acknowledged.length - 1}`;
  problems.push(...outputProblems(store, [last, `run-${acknowledged.length}`]));
  Bun.spawnSync(["mount", "-o", `remount,size=${size + 8192}k`, disk]);
  const again = await run(gate(store, "again", sbom), scene.directory);
  if (again.code !== verdictCode) problems.push(`with room again a gate ends with ${again.code}: ${again.stderr}`);
  const after = await problemsOf(join(store, "evidence"), { ...asked, acknowledged: [...acknowledged, "again"] });
  return [...problems, ...after.map((problem) => `with room again: ${problem}`)];
}

/** Components whose names do not compress, so that a handful of gates fills the disk. */
function moreInput({ directory }: Scene, size: number): string {
  const random = randomFrom(seed + size);
  const components = Array.from({ length: 2 * size }, () => {
    const name = Array.from({ length: 40 }, () => Math.floor(random() * 36).toString(36)).join("");
    return { type: "library", name, version: "1.0.0", purl: `pkg:npm/${name}@1.0.0` };
  });
  const name = `more-${size}.cdx.json`;
  writeFileSync(join(directory, name), JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components }));
  return name;
}
