import { describe, expect, test } from "bun:test";
import { pylint } from "../../../../src/ingest/formats/findings/pylint.ts";

describe("pylint.detect()", () => {
  test.each([
    ["version 1", [{ "message-id": "W1", symbol: "s", module: "m" }], true],
    ["version 2", { messages: [], statistics: {} }, true],
    ["ESLint", [{ filePath: "/a.js", messages: [] }], false],
    ["messages alone", { messages: [] }, false],
    ["nothing", [], false],
  ])("%s", (_, value, expected) => {
    expect(pylint.detect({ form: "json", value })).toBe(expected);
  });
});
