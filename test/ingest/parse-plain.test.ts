import { expect, test } from "bun:test";
import type { Format } from "../../src/ingest/format.ts";
import { readPlainText } from "../../src/ingest/parse-plain.ts";
import { faultOf } from "../support/code-of.ts";

const table: Format = {
  id: "table",
  title: "table",
  sign: "anything",
  versions: [],
  kinds: ["design"],
  detect: (document) => document.form === "csv" && document.rows[0]?.cells[0] === "x",
  read: () => ({ coverage: { doubts: [] }, accounts: [], notices: [], items: {} }),
};

const setting = { file: "f", formats: [table], maxDepth: 16 };

test("readPlainText() takes CSV when a format of the table knows the header", () => {
  const { document } = readPlainText("\nx,y\n1,2\n", setting);
  expect(document).toEqual({
    form: "csv",
    rows: [
      { cells: ["x", "y"], line: 2 },
      { cells: ["1", "2"], line: 3 },
    ],
  });
});

test("readPlainText() keeps a line of a CSV cell that starts with a bracket", () => {
  const { document } = readPlainText('x,y\n1,"a\n{b"\n', setting);
  expect(document.form).toBe("csv");
});

test("readPlainText() keeps YAML that holds JSON", () => {
  expect(readPlainText('a:\n  {"b": [1, 2]}\n', setting).document.form).toBe("yaml");
});

test("readPlainText() does not try YAML on text that cannot be a mapping or a list", () => {
  expect(faultOf(() => readPlainText("just words", setting)).code).toBe("INPUT_NOT_RECOGNISED");
  expect(faultOf(() => readPlainText("# nothing here\n", setting)).code).toBe("INPUT_NOT_RECOGNISED");
});

test.each([
  ["requirements", ["requirement_id", "control_refs"], ["component"]],
  ["design", ["component_name"], ["requirement_id"]],
  [undefined, ["component_name", "requirement_id"], []],
] as const)("readPlainText() names the columns that %s need", (expected, told, untold) => {
  const { code, hint = "" } = faultOf(() => readPlainText("id,text\nR1,x\n", { ...setting, expected }));
  expect(code).toBe("INPUT_NOT_RECOGNISED");
  expect(told.filter((word) => !hint.includes(word))).toEqual([]);
  expect(untold.filter((word) => hint.includes(word))).toEqual([]);
});
