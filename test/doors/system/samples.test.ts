import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { inputKinds } from "../../../src/domain/input-file.ts";
import { samples } from "../../../src/doors/system/samples.ts";

const folder = resolve(import.meta.dir, "../../../fixtures/payments-api/no-go");

test("samples() are the files of the sample release, byte by byte", () => {
  const given = samples();
  expect(given.map(({ name }) => name).toSorted()).toEqual(readdirSync(folder).toSorted());
  for (const { name, bytes } of given)
    expect(Buffer.from(bytes).equals(readFileSync(resolve(folder, name)))).toBe(true);
});

test("samples() show every kind of input", () => {
  expect([...new Set(samples().map(({ expected }) => expected))].toSorted()).toEqual(inputKinds.toSorted());
});
