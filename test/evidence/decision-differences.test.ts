import { describe, expect, test } from "bun:test";
import { differencesOf, ruleChanges } from "../../src/evidence/decision-differences.ts";

describe("differencesOf()", () => {
  test.each<[string, unknown, unknown, readonly object[]]>([
    ["nothing", { a: [1, { b: null }] }, { a: [1, { b: null }] }, []],
    ["a member", { a: 1, b: 2 }, { a: 1, b: 3 }, [{ pointer: "/b", was: "2", is: "3" }]],
    ["a member that came", {}, { "a/b": 1 }, [{ pointer: "/a~1b", is: "1" }]],
    ["a member that went", { a: [1] }, { a: [] }, [{ pointer: "/a/0", was: "1" }]],
    ["another sort of value", { a: [] }, { a: {} }, [{ pointer: "/a", was: "[]", is: "{}" }]],
    ["all of it", 1, "1", [{ pointer: "", was: "1", is: '"1"' }]],
    ["names of the language", {}, { constructor: 1 }, [{ pointer: "/constructor", is: "1" }]],
    ["an undefined member, which is none", { a: undefined }, {}, []],
  ])("finds %s", (...row) => {
    const [, before, after, expected] = row;
    expect(differencesOf(before, after, 10)).toEqual([...expected] as never);
  });

  test("finds the first ones in text order, and no more than were asked for", () => {
    const found = differencesOf({ c: 1, b: 1, a: 1 }, {}, 2);
    expect(found.map(({ pointer }) => pointer)).toEqual(["/a", "/b"]);
  });
});

describe("ruleChanges()", () => {
  const rule = (name: string, status: string, over: object = {}) => ({ rule: name, status, enforce: "block", ...over });

  test("tells status, enforcement, threshold, and rules that came or went", () => {
    const before = {
      rules: [rule("a", "pass"), rule("b", "pass"), rule("d", "fail", { threshold: "1" }), rule("e", "pass")],
    };
    const after = {
      rules: [rule("a", "fail"), rule("c", "pass"), rule("d", "fail", { threshold: "2" }), rule("e", "pass")],
    };
    expect(ruleChanges(before, after)).toEqual([
      { rule: "a", was: "pass (block)", is: "fail (block)" },
      { rule: "b", was: "pass (block)" },
      { rule: "c", is: "pass (block)" },
      { rule: "d", was: "fail (block, 1)", is: "fail (block, 2)" },
    ]);
  });

  test("takes anything for a decision", () => {
    expect(ruleChanges(null, { rules: [1, {}] })).toEqual([{ rule: "?", is: "? (?)" }]);
  });
});
