import { expect, test } from "bun:test";
import { renderFormats } from "../../src/render/formats.ts";

test("renderFormats() lists versions and flags, and counts pairs; no version is one pair", () => {
  const text = renderFormats([
    { id: "a", title: "A", versions: ["1", "2"], kinds: ["sbom", "vex"], sign: "`a`" },
    { id: "long", title: "L", versions: [], kinds: ["cve"], sign: "`b`" },
  ]);
  expect(text).toBe(`a     A 1, 2
      --sbom, --vex; told by \`a\`
long  L
      --cve; told by \`b\`

2 formats, 3 format and version pairs
`);
});

test("renderFormats() shows what the overlay says of a format on one line, without control characters", () => {
  const text = renderFormats([{ id: "a", title: "A\n::x\u001b", versions: [], kinds: ["sarif"], sign: "\u202e" }]);
  expect(text).toStartWith("a  A\\u{a}::x\\u{1b}\n   --sarif; told by \\u{202e}\n");
});
