import { describe, expect, test } from "bun:test";
import { escapeMarkdown, renderMarkdown } from "../../src/render/markdown.ts";
import { decisionRecordOf, reasonRecord } from "../support/build.ts";

describe("renderMarkdown()", () => {
  test("has the verdict as its heading", () => {
    expect(renderMarkdown(decisionRecordOf({ app: { name: "pay" } }))).toStartWith("## GO: pay\n");
    expect(renderMarkdown(decisionRecordOf({ app: {} }))).toStartWith("## GO: release\n");
  });

  test("says that nothing stands against a GO", () => {
    expect(renderMarkdown(decisionRecordOf())).toContain("No rule stands against this release.");
  });

  test("shows five items of a reason and tells how many more", () => {
    const evidence = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, what: `item${i}` }));
    const text = renderMarkdown(decisionRecordOf({ reasons: [reasonRecord({ evidence, count: 50 })] }));
    expect(text).toContain("item4<br>… and 45 more |");
    expect(text).not.toContain("item5");
  });

  test("lists what leads to GO", () => {
    expect(renderMarkdown(decisionRecordOf({ to_go: ["do this"] }))).toContain("To get to GO:\n\n- do this\n");
  });
});

test.each([
  ["a|b", "a&#124;b"],
  ["<b>", "&#60;b&#62;"],
  ["[x](y)", "&#91;x&#93;&#40;y&#41;"],
  ["a\nb", "a&#92;u&#123;a&#125;b"],
  ["&lt;", "&#38;lt;"],
  ["plain words, ünïcode", "plain words, ünïcode"],
  ["@team", "&#64;&#8203;team"],
  ["a@b.example", "a&#64;&#8203;b&#46;example"],
  ["pg@8.13.1", "pg&#64;8&#46;13&#46;1"],
  ["x@v1.0.0. ", "x&#64;v1&#46;0&#46;0&#46; "],
  ["x@1.0.0-beta", "x&#64;&#8203;1&#46;0&#46;0&#45;beta"],
  ["a @ b # c", "a &#64; b &#35; c"],
  ["o/r#12", "o/r&#35;&#8203;12"],
])("escapeMarkdown() of %j is %j", (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});
