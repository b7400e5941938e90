import { expect, test } from "bun:test";
import { fixedVersions } from "../../../../src/ingest/formats/vulnerabilities/fix-ranges.ts";

test.each([
  ["npm", [">=3.0.8 <4.0.0 || >=4.5.3"], ["3.0.8", "4.5.3"]],
  ["no fix", ["<0.0.0"], []],
  ["RubyGems", ["~> 2.1.3", ">= 2.12.5, < 3.0.0"], ["2.1.3", "2.12.5"]],
  ["Cargo", ["^1.2", "=0.3.1", ">=0.38.0-rc.1+b"], ["1.2", "0.3.1", "0.38.0-rc.1+b"]],
  ["a bare version", ["1.0", "v2.0"], ["1.0", "v2.0"]],
  ["later than", ["> 1.0"], []],
  ["nothing", ["", "||", "*", "latest"], []],
])("fixedVersions() of %s", (_, ranges, versions) => {
  expect(fixedVersions(ranges)).toEqual(versions);
});
