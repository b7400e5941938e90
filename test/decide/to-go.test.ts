import { describe, expect, test } from "bun:test";
import { changesToGo } from "../../src/decide/to-go.ts";
import type { Reason } from "../../src/domain/decision.ts";
import type { RuleEvidence } from "../../src/domain/rule.ts";

function reason(evidence: readonly RuleEvidence[], count = evidence.length): Reason {
  return { code: "C", rule: "a/b", verdict: "NO-GO", message: "m", source: "s", count, evidence };
}

function items(count: number, fix?: string): readonly RuleEvidence[] {
  return Array.from({ length: count }, (_, i) => ({ id: `i${i}`, what: "w", ...(fix !== undefined && { fix }) }));
}

describe("changesToGo() says", () => {
  test.each<[string, readonly Reason[], readonly string[]]>([
    ["nothing without reasons", [], []],
    ["one line for one remedy", [reason(items(2, "upgrade x"))], ["upgrade x (i0, i1)"]],
    [
      "one line for a remedy of two reasons",
      [reason(items(1, "upgrade x")), reason(items(1, "upgrade x"))],
      ["upgrade x (i0)"],
    ],
    ["four names and how many more", [reason(items(6, "upgrade x"))], ["upgrade x (i0, i1, i2, i3 and 2 more)"]],
    ["the rule when nothing mends it", [reason(items(1))], ["resolve a/b (i0)"]],
  ])("%s", (_, reasons, lines) => {
    expect(changesToGo(reasons)).toEqual([...lines]);
  });

  const upgrade = (id: string, ...to: readonly string[]): RuleEvidence => ({
    id,
    what: "w",
    fix: "f",
    upgrade: { package: "log4j-core", to },
  });

  test.each<[string, readonly RuleEvidence[], string]>([
    ["the one version of one", [upgrade("a", "2.15.0")], "upgrade log4j-core to 2.15.0 (a)"],
    ["both versions of one", [upgrade("a", "2.12.2", "2.15.0")], "upgrade log4j-core to 2.12.2 or 2.15.0 (a)"],
    [
      "the highest of plain numbers",
      [upgrade("a", "2.15.0"), upgrade("b", "2.9.1"), upgrade("c", "2.17.1", "2.3.2")],
      "upgrade log4j-core to 2.17.1 (a, b, c)",
    ],
    [
      "each of others",
      [upgrade("a", "1:2.0-1"), upgrade("b", "1:2.0-3")],
      "upgrade log4j-core to what removes each: 1:2.0-1, 1:2.0-3 (a, b)",
    ],
    ["one that all share", [upgrade("a", "2.0-rc1"), upgrade("b", "2.0-rc1")], "upgrade log4j-core to 2.0-rc1 (a, b)"],
  ])("upgrades of one package in one line: %s", (_, evidence, line) => {
    expect(changesToGo([reason(evidence)])).toEqual([line]);
  });

  test("twenty changes at most, and how many more", () => {
    const many = Array.from({ length: 25 }, (_, i) => ({ id: `i${i}`, what: "w", fix: `f${i}` }));
    expect(changesToGo([reason(many)])).toHaveLength(21);
    expect(changesToGo([reason(many)]).at(-1)).toStartWith("and 5 more");
  });

  test.each([
    [1, "1 more item:"],
    [9, "9 more items:"],
  ])("that %d items are not listed here", (hidden, text) => {
    expect(changesToGo([reason(items(1, "f"), 1 + hidden)]).at(-1)).toContain(text);
  });
});
