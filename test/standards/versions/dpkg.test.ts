import { describe, expect, test } from "bun:test";
import { compareDpkg } from "../../../src/standards/versions/dpkg.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// Debian Policy §5.6.12 and dpkg's own tests; dpkg --compare-versions says the same.
describe("compareDpkg() says", () => {
  test.each(
    linesOf(`
1.2.3 < 1.2.4
1.10 > 1.9
1.0~beta1~svn1245 < 1.0~beta1
1.0~beta1 < 1.0
1.0 < 1.0-1
1.0-1 < 1.0-1+deb12u1
1.0-1+deb12u1 > 1.0-1ubuntu1
1.0-1 < 1.0-1.1
1:1.0 > 2.0
0:1.0 = 1.0
00:1.0 = 1.0
1.0-0 = 1.0
1.0 = 1.00
1.0a < 1.0b
1.0a < 1.0+
1.0+ > 1.0
1.0. > 1.0+
1.0.0 > 1.0-1
7.6p2-4 > 7.6-0
1.0.3-3 > 1.0-1
1.3 > 1.2.2-2
0pre < 0pre+
1:1.18.36:5.4 < 1:1.18.37:1.1
2.0.7pre1-4 < 2.0.7r-1
0.10.0 > 0.8.7
1.0- ? 1.0
3.0.11-1~deb12u2 < 3.0.11-1
latest ? 1.0
x:1.0 ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, compareDpkg)).toBe(line);
  });
});
