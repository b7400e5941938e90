import { describe, expect, test } from "bun:test";
import { compareDotted } from "../../../src/standards/versions/dotted.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

describe("compareDotted() says", () => {
  test.each(
    linesOf(`
1.9 < 1.10
1 = 1.0.0
v1.2 = 1.2
007 = 7
2024.01.05 < 2024.2.1
99999999999999999998 < 99999999999999999999
1.0 < 1.0.0.1
1.0-rc1 ? 1.0
1.0a ? 1.0b
1..2 ? 1.2
latest ? 1
`),
  )("%s", (line) => {
    expect(seen(line, compareDotted)).toBe(line);
  });
});
