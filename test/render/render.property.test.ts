import { expect, test } from "bun:test";
import fc from "fast-check";
import { printOutcome } from "../../src/doors/cli/terminal.ts";
import { renderAnnotations } from "../../src/render/annotations.ts";
import { renderCsv } from "../../src/render/csv.ts";
import { renderFormats } from "../../src/render/formats.ts";
import { renderInspection } from "../../src/render/inspection.ts";
import { escapeMarkdown, renderMarkdown } from "../../src/render/markdown.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import {
  actingCharacters,
  actingIn,
  expectInertAnnotations,
  expectInertCsv,
  expectInertMarkdown,
  expectInertTerminal,
  hostileText,
} from "../support/hostile.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { hostileDecision, hostileInspection, hostileRelease } from "./hostile.ts";

test("renderTerminal() prints no control character and no command of a build server", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => expectInertTerminal(renderTerminal(decision, decision.app.name ?? ""))),
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
      expectInertAnnotations(printed);
      expect(printed.match(/\n/g)).toHaveLength(1);
      expect(printed).toMatch(/^::(?:error|warning) title=fixops SEVERITY_FAIL_ON::/);
    }),
  );
});

test("renderMarkdown() holds no HTML, no link, no image, no mention and no table cell but its own", () => {
  fc.assert(
    fc.property(hostileDecision, (decision) => {
      const printed = renderMarkdown(decision);
      expectInertMarkdown(printed);
      const rows = printed.split("\n").filter((line) => line.startsWith("|"));
      for (const row of rows) expect(row.match(/\|/g)).toHaveLength(5);
    }),
  );
});

test("renderCsv() holds no formula, nothing that acts, and a row for each item", () => {
  fc.assert(
    fc.property(hostileRelease, (release) => {
      const text = renderCsv(release);
      expectInertCsv(text);
      expect(text.split("\r\n")).toHaveLength(4);
    }),
  );
});

test("renderInspection() and renderFormats() print nothing that acts", async () => {
  const look = { json: false, quiet: false, verbose: false, color: false };
  await fc.assert(
    fc.asyncProperty(hostileInspection, hostileText, async (files, said) => {
      const inspected = renderInspection(files);
      const listed = renderFormats([{ id: "a", title: said, versions: [said], kinds: [said], sign: said }]);
      expect(actingIn(inspected + listed)).toEqual([]);
      expect(inspected.split("\n").length + listed.split("\n").length).toBeLessThan(20);
      const runtime = fakeRuntime();
      for (const out of [inspected, listed]) await printOutcome({ code: 0, out }, look, runtime);
      expectInertTerminal(runtime.stdout());
    }),
  );
});

test("escapeMarkdown() leaves no character that acts, of all that there are", () => {
  expect(actingCharacters.length).toBeGreaterThan(6000);
  expect(actingIn(actingCharacters.map(escapeMarkdown).join(""))).toEqual([]);
});
