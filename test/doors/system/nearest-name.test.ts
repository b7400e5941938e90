import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { nearestName } from "../../../src/doors/system/nearest-name.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();

test.each([
  ["sbom.jsn", "sbom.json"],
  ["SBOM.json", "sbom.json"],
  ["bsom.json", "sbom.json"],
  ["scan.sarfi", "scan.sarif"],
  ["report.xml", undefined],
  ["x", undefined],
])("nearestName() of %s is %s", (wanted, expected) => {
  const directory = fresh();
  for (const name of ["sbom.json", "scan.sarif", "y"]) writeFileSync(join(directory, name), "");
  expect(nearestName(join(directory, wanted))).toBe(expected && join(directory, expected));
});

test("nearestName() in a folder that does not exist is undefined", () => {
  expect(nearestName(join(fresh(), "none/sbom.json"))).toBeUndefined();
});
