import { describe, expect, test } from "bun:test";
import { maxMessage } from "../../../../src/ingest/formats/findings/report-text.ts";
import { messageOf } from "../../../../src/ingest/formats/findings/sarif-message.ts";

const rule = {
  shortDescription: { text: "short" },
  fullDescription: { text: "full" },
  messageStrings: { default: { text: "{0} hides {1}" }, braces: { text: "{{0}} {0} }}" } },
};

describe("messageOf()", () => {
  test.each([
    ["its text", { text: "hello", id: "default" }, "hello"],
    ["its text as it is without arguments", { text: "{0} {{" }, "{0} {{"],
    ["its text with arguments", { text: "{0}!", arguments: ["hi"] }, "hi!"],
    ["the rule's string", { id: "default", arguments: ["a", "b"] }, "a hides b"],
    ["doubled braces", { id: "braces", arguments: ["a"] }, "{0} a }"],
    ["a placeholder without its argument", { id: "default", arguments: ["a"] }, "a hides {1}"],
    ["an argument that is no text", { id: "default", arguments: ["a", 1] }, "a hides {1}"],
    ["an argument with a placeholder in it", { id: "default", arguments: ["{1}", "b"] }, "{1} hides b"],
    ["the rule's short description", { id: "other" }, "short"],
    ["the rule's short description for a reserved id", { id: "constructor" }, "short"],
    ["the rule's short description for no message", undefined, "short"],
  ])("%s", (_, message, expected) => {
    expect(messageOf({ message }, rule)).toBe(expected);
  });

  test("falls back on the full description, then on a sentence of ours", () => {
    expect(messageOf({}, { fullDescription: { text: "full" } })).toBe("full");
    expect(messageOf({}, undefined)).toBe("the report gives no message");
  });

  test("is at most 4 KiB long and ends on a whole character", () => {
    expect(messageOf({ message: { text: "x".repeat(5000) } }, undefined)).toHaveLength(maxMessage);
    expect(messageOf({ message: { text: `${"x".repeat(maxMessage - 1)}😀` } }, undefined)).toHaveLength(maxMessage - 1);
  });

  test("does not build what it would cut: a long argument a thousand times", () => {
    const message = { text: "{0}".repeat(1300), arguments: ["y".repeat(1_000_000)] };
    expect(messageOf({ message }, undefined)).toBe("y".repeat(maxMessage));
  });
});
