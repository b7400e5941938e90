import { describe, expect, test } from "bun:test";
import { comparePep440 } from "../../../src/standards/versions/pep440.ts";
import { linesOf, seen } from "../../support/version-lines.ts";

// PEP 440, "Summary of permitted suffixes and relative ordering".
describe("comparePep440() says", () => {
  test.each(
    linesOf(`
1.dev0 < 1.0.dev456
1.0.dev456 < 1.0a1
1.0a1 < 1.0a2.dev456
1.0a2.dev456 < 1.0a12.dev456
1.0a12.dev456 < 1.0a12
1.0a12 < 1.0b1.dev456
1.0b1.dev456 < 1.0b2
1.0b2 < 1.0b2.post345.dev456
1.0b2.post345.dev456 < 1.0b2.post345
1.0b2.post345 < 1.0rc1.dev456
1.0rc1.dev456 < 1.0rc1
1.0rc1 < 1.0
1.0 < 1.0+abc.5
1.0+abc.5 < 1.0+abc.7
1.0+abc.7 < 1.0+5
1.0+5 < 1.0.post456.dev34
1.0.post456.dev34 < 1.0.post456
1.0.post456 < 1.0.15
1.0.15 < 1.1.dev1
1.0 = 1.0.0
1.0-RC.1 = 1.0rc1
1.0 < 1!0.5
v1.0 = 1.0
1.0-1 = 1.0.post1
french_toast ? 1.0
1.0+a+ ? 1.0
`),
  )("%s", (line) => {
    expect(seen(line, comparePep440)).toBe(line);
  });
});
