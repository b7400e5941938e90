import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { spdxLicenceIds } from "../../src/standards/spdx-licence-ids.ts";

test("spdxLicenceIds are those of the published list", () => {
  const path = resolve(import.meta.dir, "../../src/doors/system/assets/schemas/spdx.schema.json");
  const published: { readonly enum: readonly string[] } = JSON.parse(readFileSync(path, "utf8"));
  expect(spdxLicenceIds.length).toBeGreaterThan(700);
  expect([...spdxLicenceIds]).toEqual([...published.enum].toSorted());
});
