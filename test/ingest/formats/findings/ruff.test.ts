import { describe, expect, test } from "bun:test";
import { ruff } from "../../../../src/ingest/formats/findings/ruff.ts";

describe("ruff.detect()", () => {
  test.each([
    ["violations", [{ code: "F401", noqa_row: 1, filename: "a.py", location: { row: 1, column: 1 } }], true],
    ["a fault of syntax", [{ code: null, noqa_row: null, filename: "a.py", location: { row: 1 } }], true],
    ["Pylint", [{ "message-id": "W1", symbol: "s", module: "m" }], false],
    ["Flake8", { "a.py": [{ code: "F401", filename: "a.py", line_number: 1 }] }, false],
    ["no place", [{ code: "F401", noqa_row: 1, filename: "a.py" }], false],
  ])("%s", (_, value, expected) => {
    expect(ruff.detect({ form: "json", value })).toBe(expected);
  });
});
