import { describe, expect, test } from "bun:test";
import { compareMaven } from "../../../src/standards/versions/maven.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// Maven's ComparableVersionTest and the examples of the POM reference.
describe("compareMaven() says", () => {
  test.each(
    linesOf(`
1 < 2
1.5 < 2
1 < 2.5
1.0.1 < 1.1
1.1 < 1.2.0
1.0-alpha-1 < 1.0
1.0-alpha-1 < 1.0-alpha-2
1.0-alpha-1 < 1.0-beta-1
1.0-beta-1 < 1.0-SNAPSHOT
1.0-SNAPSHOT < 1.0
1.0-alpha-1-SNAPSHOT < 1.0-alpha-1
1.0 < 1.0-1
1.0-1 < 1.0-2
1.0.0 < 1.0-1
2.0-1 < 2.0.1
2.0.1-klm < 2.0.1-lmn
2.0.1 < 2.0.1-xyz
2.0.1 < 2.0.1-123
2.0.1-xyz < 2.0.1-123
1 = 1.0.0
1 = 1-0
1.0 = 1.0-0
1.1 = 1.01
1a = 1.0.0-a
1.0.0a = 1-a
1.0x = 1-x
1ga = 1
1release = 1
1FinaL = 1
1Cr = 1Rc
1a1 = 1-alpha-1
1b2 = 1-beta-2
1m3 = 1MileStone3
1X = 1x
1 = 001
1 = 1.
1 = 1-
1 = 1.ga
1-foo = 1.0.0-foo.0.0
1 = 1.0.0-0.0.0
1-1.foo-bar-1-baz-0.1 = 1-1.foo-bar1baz-.1
1-c-1 = 1c1
1-1 = 1-ga-1
6.1.0rc3 < 6.1.0
6.1.0rc3 < 6.1H.5-beta
6.1.0 < 6.1H.5-beta
20190126.230843 < 1234567890.12345
1234567890.12345 < 123456789012345.1H.5-beta
123456789012345.1H.5-beta < 12345678901234567890.1H.5-beta
0.0.0-0.0.0 = 0-final-ga
0 = 0.0.0
0.0.0-2021-05-17T01-01-51-5ec03a8b < 20.0.0
1.0.RC2 < 1.0-RC3
1.0-RC3 < 1.0.1
1-sp > 1-ga
1-sp < 1-xyz
1-sp-1 < 1-ga-1
1-a1 = 1-alpha-1
4.0.0.Beta3 < 4.0.0.RC1
4.0.0.RC1 < 4.0.0.Final
2.14.0 < 2.15.0
2.9.10.8 < 2.9.10.8.1
31.1-jre > 31.1-android
latest ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, compareMaven)).toBe(line);
  });
});
