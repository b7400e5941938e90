import { describe, expect, test } from "bun:test";
import { compareApk } from "../../../src/standards/versions/apk.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// apk-tools' tests (test/version.data).
describe("compareApk() says", () => {
  test.each(
    linesOf(`
2.34 > 0.1.0_alpha
0.1.0_alpha < 0.1.3_alpha
0.1.0_alpha2 > 0.1.0_alpha
1.0.4-r3 < 1.0.4-r4
1.6 < 1.39
1.1 > 1.1_alpha1
1.1_alpha1 < 1.2.1
1.2 < 1.3_alpha
1.3_alpha < 1.3_alpha2
2.3.0b-r1 < 2.3.0b-r2
2.3.0b-r4 > 0.12.1
1.2.11 < 1.2.12.1
3.1_p16 < 3.1_p17
1.06-r6 < 006
1.39 > 1.00_beta2
02.08.01b < 4.77
2.0.0_rc3-r1 > 1.5
3.9_pre20060124 > 0.01
2.5.1-r8 < 2.5.1a-r1
1.02.07 < 1.02.10-r1
4.5_p1-r1 > 4.5_p1
2.9.11_pre20051101-r3 < 2.9.11_pre20061021-r1
0.9.28-r2 < 0.9.28.1
1.3_pre1-r1 < 1.3.2
1.0_p10-r0 > 1.0_p9-r0
0.1.0_alpha_pre2 < 0.1.0_alpha
1-r1 = 1-r01
1.010 < 1.09
1.2 > 1.2_rc1
1.2 < 1.2_cvs1
1.2_svn2 < 1.2_git1
6.6.2p ? 6.6.2p1
23_foo ? 4_beta
1..0 ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, compareApk)).toBe(line);
  });
});
