import { expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { InputKind } from "../../../src/domain/input-file.ts";
import { samples } from "../../../src/doors/system/samples.ts";

const folder = resolve(import.meta.dir, "../../../fixtures/payments-api/no-go");

test("samples() are the files of the sample release, byte by byte", () => {
  const given = samples();
  expect(given.map(({ name }) => name).toSorted()).toEqual(readdirSync(folder).toSorted());
  for (const { name, bytes } of given)
    expect(Buffer.from(bytes).equals(readFileSync(resolve(folder, name)))).toBe(true);
});

/** What a release has at its gate; the other kinds belong to single teams. */
const shown: readonly InputKind[] = ["context", "cve", "design", "sarif", "sbom", "vex"];

test("samples() show the kinds of input that a gate is mostly given", () => {
  expect([...new Set(samples().flatMap(({ expected }) => expected ?? []))].toSorted()).toEqual([...shown]);
});
