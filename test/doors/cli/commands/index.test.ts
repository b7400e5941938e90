import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { allCommands } from "../all-commands.ts";

const src = join(import.meta.dir, "../../../../src");
const folder = join(src, "doors/cli/commands");
const files = readdirSync(folder).filter((name) => name !== "index.ts");

test("every file of the folder is a command of the table, and the other way round", async () => {
  const named = (await allCommands()).map(({ path }) => `${path.replace(" ", "-")}.ts`);
  expect(named.toSorted()).toEqual(files.toSorted());
});

/** Files and packages that are loaded with a file: static imports that are not of types only. */
async function loadedWith(file: string, seen: Set<string>): Promise<Set<string>> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (!file.endsWith(".ts")) return seen;
  const text = await Bun.file(file).text();
  for (const [, what = "", target = ""] of text.matchAll(/^import (?!type )([^;]*?) from "([^"]+)"/gms)) {
    const isTypes = /^\{(?:\s*type [^,}]+,?)+\s*\}$/.test(what);
    if (!isTypes) await loadedWith(target.startsWith(".") ? normalize(join(dirname(file), target)) : target, seen);
  }
  return seen;
}

test.each(["main.ts", "doors/cli/cli.ts", ...files.map((name) => `doors/cli/commands/${name}`)])(
  "%s loads no pipeline, overlay engine or library: help and mistakes stay fast (A8)",
  async (file) => {
    const loaded = [...(await loadedWith(join(src, file), new Set()))];
    const allowed = ["node:util"];
    const packages = loaded.filter((name) => !name.endsWith(".ts"));
    expect(packages.filter((name) => !allowed.includes(name))).toEqual([]);
    const rooms = loaded.filter((name) => name.endsWith(".ts")).map((name) => name.slice(src.length + 1));
    expect(
      rooms.filter((name) => !/^(?:main\.ts|domain\/|standards\/|render\/annotations\.ts|doors\/cli\/)/.test(name)),
    ).toEqual([]);
    expect(rooms.length).toBeGreaterThan(1);
  },
);
