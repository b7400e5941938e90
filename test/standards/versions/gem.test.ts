import { describe, expect, test } from "bun:test";
import { compareGem } from "../../../src/standards/versions/gem.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// The tests of Gem::Version.
describe("compareGem() says", () => {
  test.each(
    linesOf(`
1.0 < 2.0
1.8.2 > 0.0.0
1.8.2.b10 > 1.8.2.a10
1.8.2.a < 1.8.2
1.8.2.a10 > 1.8.2.a9
2 > 1.1.1
1.0 = 1.0.0
1.0.a = 1.a
1.0.0-alpha.2 = 1.0.0.pre.alpha.2
1.0.0-alpha.2 < 1.0.0-alpha.10
5.x > 5.0.0.rc2
5.x > 4.9
1.9.3 < 1.9.3.1
1.9.3.alpha5 < 1.9.3.rc1
1.9.3.alpha2 < 1.9.3.alpha10
1.9.3.1alpha < 1.9.3.1
1_0 ? 1.0
junk ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, compareGem)).toBe(line);
  });
});
