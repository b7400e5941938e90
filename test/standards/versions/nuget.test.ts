import { describe, expect, test } from "bun:test";
import { compareNuget } from "../../../src/standards/versions/nuget.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// The cases of NuGet's own comparer tests, as vers-spec lists them.
describe("compareNuget() says", () => {
  test.each(
    linesOf(`
1.0.0-BETA = 1.0.0-beta
1.0.0-BETA.X.y.5.77.0+AA = 1.0.0-beta.x.y.5.77.0+aa
1.0.0 = 1.0.0+beta
1.0 = 1.0.0.0
1.0+test = 1.0.0.0
1.0.0.1-1.2.A = 1.0.0.1-1.2.a+A
1.0.01 = 1.0.1.0
1.0.0.1-1.2.A < 1.0.0.1-1.2.a.A+A
1.0.01 < 1.0.1.2
0.0.0 < 1.0.0
1.0.0 < 1.0.1
1.999.9999 < 2.1.1
1.0.0-BETA < 1.0.0-beta2
1.0.0-beta+AA < 1.0.0+aa
1.0.0-BETA < 1.0.0-beta.1+AA
1.0.0-BETA.X.y.5.79.0+AA < 1.0.0-beta.x.y.5.790.0+abc
1.0.0 < 1.0.0.1
1.0.0.1-alpha < 1.0.0.1-pre
1.0.0-pre < 1.0.0.1-alpha
1.0.0 < 1.0.0.1-alpha
0.9.9.1 < 1.0.0
1.0.0-2 < 1.0.0-10
1.0.0-9 < 1.0.0-a
999999999999999999999999999991 < 999999999999999999999999999999
1.2.3.4.5 ? 1.2.3.4
1.0- ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, compareNuget)).toBe(line);
  });
});
