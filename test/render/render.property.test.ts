import { expect, test } from "bun:test";
import fc from "fast-check";
import { renderAnnotations } from "../../src/render/annotations.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { hostileDecision } from "./hostile.ts";

/** Everything that acts, but the line feed that ends a line of ours. */
const acting = /[^\P{Cc}\n]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

test("renderTerminal() prints no control character and no command of a build server", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => {
      const printed = renderTerminal(decision, decision.app.name ?? "");
      expect(printed).not.toMatch(acting);
      expect(printed).not.toMatch(/##[a-z]*\[/i);
      for (const line of printed.split("\n")) expect(line.trimStart()).not.toStartWith("::");
    }),
  );
});

test("renderTerminal() has as many lines whatever the texts hold", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => {
      expect(renderTerminal(decision, "x").split("\n")).toHaveLength(16);
    }),
  );
});

test("renderAnnotations() prints one command for each reason and nothing else", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => {
      const printed = renderAnnotations(decision);
      expect(printed).not.toMatch(acting);
      expect(printed.match(/\n/g)).toHaveLength(1);
      expect(printed).toMatch(/^::(?:error|warning) title=fixops SEVERITY_FAIL_ON::/);
      expect(printed.slice(2)).not.toMatch(/##[a-z]*\[/i);
    }),
  );
});

test("renderMarkdown() holds no HTML, no link, no image, no mention and no table cell but its own", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => {
      const printed = renderMarkdown(decision);
      expect(printed).not.toMatch(acting);
      expect(printed.replaceAll("<br>", "")).not.toMatch(/[<>@$]/);
      expect(printed).not.toMatch(/\]\(|:\/\/|javascript:/);
      const rows = printed.split("\n").filter((line) => line.startsWith("|"));
      for (const row of rows) expect(row.match(/\|/g)).toHaveLength(5);
    }),
  );
});
