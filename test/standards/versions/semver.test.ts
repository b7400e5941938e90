import { describe, expect, test } from "bun:test";
import { compareGo, comparePub, compareSemver } from "../../../src/standards/versions/semver.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// Semantic Versioning 2.0.0 §11, and what advisories shorten.
describe("compareSemver() says", () => {
  test.each(
    linesOf(`
1.0.0 < 2.0.0
2.0.0 < 2.1.0
2.1.0 < 2.1.1
1.0.0-alpha < 1.0.0
1.0.0-alpha < 1.0.0-alpha.1
1.0.0-alpha.1 < 1.0.0-alpha.beta
1.0.0-alpha.beta < 1.0.0-beta
1.0.0-beta < 1.0.0-beta.2
1.0.0-beta.2 < 1.0.0-beta.11
1.0.0-beta.11 < 1.0.0-rc.1
1.0.0-rc.1 < 1.0.0
1.0.0+a = 1.0.0+b
v1.2.3 = 1.2.3
1.2 = 1.2.0
1 < 1.0.1
1.2-rc.1 < 1.2
01.2.3 ? 1.2.3
1.2.3.4 ? 1.2.3
9007199254740993.0.0 ? 1.0.0
main ? 1.0.0
`),
  )("%s", (line) => {
    expect(seen(line, compareSemver)).toBe(line);
  });
});

describe("comparePub() says", () => {
  test.each(
    linesOf(`
1.0.0 < 1.0.0+1
1.0.0+1 < 1.0.0+2
1.0.0-dev < 1.0.0
`),
  )("%s", (line) => {
    expect(seen(line, comparePub)).toBe(line);
  });
});

// Go Modules Reference: pseudo-versions stand before the version that they precede, and after the one they follow.
describe("compareGo() says", () => {
  test.each(
    linesOf(`
v1.2.3 = 1.2.3
v2.0.0+incompatible = v2.0.0
v0.0.0-20170915032832-14c0d48ead0c < v0.0.0-20191109021931-daa7c04131f5
v1.2.3-pre.0.20191109021931-daa7c04131f5 < v1.2.3
v1.2.4-0.20191109021931-daa7c04131f5 > v1.2.3
v1.2.4-0.20191109021931-daa7c04131f5 < v1.2.4-rc.1
go1.21.3 < go1.21.4
1.21.9 < 1.21.10
1.21rc2 < 1.21.0
1.21rc2 < 1.21rc10
1.20beta1 < 1.20rc1
go1.20 = 1.20.0
(devel) ? v1.0.0
`),
  )("%s", (line) => {
    expect(seen(line, compareGo)).toBe(line);
  });
});
