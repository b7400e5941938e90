import { expect, test } from "bun:test";
import { everyVariant, variantsOf } from "../../src/correlate/vex-variants.ts";
import type { PackageRef } from "../../src/domain/vulnerability.ts";
import { lodash, observation, packageRef, vulnerability } from "../support/build.ts";

const bare = (ecosystem?: string): PackageRef => ({
  name: "lodash",
  version: "4.17.20",
  ...(ecosystem !== undefined && { ecosystem }),
});

test.each<[string | undefined, boolean]>([
  ["npm", true],
  ["Node", true],
  ["nodejs:18", true],
  ["python", false],
  ["binary", false],
  [undefined, false],
])("variantsOf() takes a package without purl of %s for the one that it was joined to: %p", (ecosystem, isJoined) => {
  const one = vulnerability({ observations: [observation({ package: bare(ecosystem) })] });
  expect(variantsOf(one)).toEqual([isJoined ? packageRef(lodash) : bare(ecosystem)]);
  expect(everyVariant(one)).toEqual([packageRef(lodash), bare(ecosystem)]);
});

test("variantsOf() of packages that nobody knows a purl of, and of nobody's observation", () => {
  const one = vulnerability({ package: bare() });
  expect([variantsOf(one), variantsOf({ ...one, observations: [] })]).toEqual([[bare()], [bare()]]);
});
