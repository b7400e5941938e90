import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { SchemaFile } from "../../../src/domain/schema-validity.ts";
import { assets } from "../../../src/doors/system/assets.ts";
import { schemaText } from "../../../src/doors/system/schemas.ts";
import { hasShared, shared } from "../../support/shared.ts";

const folder = resolve(import.meta.dir, "../../../src/doors/system/assets/schemas");
const isSchema = (name: string): name is SchemaFile => name.endsWith(".json");
const files = readdirSync(folder).filter(isSchema);

const digest = (text: string): string => new Bun.CryptoHasher("sha256").update(text).digest("hex");

describe("schemaText()", () => {
  test("gives every file of the folder as it is, through the assets too", async () => {
    expect(files).toHaveLength(17);
    const late = await assets.schemas();
    for (const file of files) {
      const text = readFileSync(resolve(folder, file), "utf8");
      expect([file, schemaText(file) === text, late(file) === text]).toEqual([file, true, true]);
    }
  });

  test("has a line on each file in the note on licences", () => {
    const note = readFileSync(resolve(folder, "LICENCES.txt"), "utf8");
    expect(files.filter((file) => !note.includes(file))).toEqual([]);
  });

  test.skipIf(!hasShared)("gives what the publishers gave out, byte for byte", async () => {
    const rows = (await Bun.file(shared("schemas/MANIFEST.tsv")).text()).split("\n").map((line) => line.split("\t"));
    const given = new Set(rows.map(([path = "", , sha256]) => `${path.split("/").at(-1)} ${sha256}`));
    expect(files.filter((file) => !given.has(`${file} ${digest(schemaText(file))}`))).toEqual([]);
  });
});
