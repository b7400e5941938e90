import { describe, expect, test } from "bun:test";
import { compareRpm } from "../../../src/standards/versions/rpm.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// rpm's own tests (tests/rpmvercmp.at), for versions that begin with a letter or digit.
describe("compareRpm() says", () => {
  test.each(
    linesOf(`
1.0 < 2.0
2.0 < 2.0.1
2.0.1 < 2.0.1a
5.5p1 < 5.5p2
5.5p1 < 5.5p10
10xyz < 10.1xyz
xyz10 < xyz10.1
xyz.4 < 8
5.5p2 < 5.6p1
5.6p1 < 6.5p1
6.0 < 6.0.rc1
10a1 < 10b2
10a2 < 10b2
1.0a < 1.0aa
10.0001 = 10.1
10.0001 < 10.0039
4.999.9 < 5.0
20101121 < 20101122
2.0 = 2_0
a+ = a_
1.0~rc1 < 1.0
1.0~rc1 < 1.0~rc2
1.0~rc1~git123 < 1.0~rc1
1.0~rc1 < 1.0arc1
1.0 < 1.0^
1.0 < 1.0^git1
1.0^git1 < 1.0^git2
1.0^git1 < 1.01
1.0^20160101 < 1.0.1
1.0^20160101^git1 < 1.0^20160102
1.0~rc1 < 1.0~rc1^git1
1.0^git1~pre < 1.0^git1
0:1 < 1:1
0:1 = 1
3 < 1:2
13:5 > 04:2
1 < 1-1
1 < 1-
1-123 > 1-2
1-1. = 1-1
1-1.a < 1-1.e
1-1.ael7b < 1-1.el7
0:3.10.0-229.el7 < 0:3.10.0-229.1.2.ael7b
0:2.4.21-9.EL < 0:2.4.21-9.0.1.EL
a:1 ? 1
1.1.α ? 1.1
`),
  )("%s", (line) => {
    expect(seen(line, compareRpm)).toBe(line);
  });
});
