import { expect, test } from "bun:test";
import { threatDragon } from "../../../../src/ingest/formats/context/threat-dragon.ts";
import { codeOf } from "../../../support/code-of.ts";

const read = (value: unknown) => threatDragon.read({ form: "json", value }, { name: "model", sha256: "" });
const cell = (type: string, id: string) => ({ id, data: { type, name: id } });
const modelOf = (...diagrams: readonly unknown[]) => ({ summary: {}, detail: { diagrams } });

test.each([
  [modelOf(), true],
  [{ summary: {}, detail: {} }, false],
  [{ summary: "text", detail: { diagrams: [] } }, false],
  [null, false],
])("threatDragon.detect(%j) is %p", (value, expected) => {
  expect(threatDragon.detect({ form: "json", value })).toBe(expected);
});

test.each([
  ["1.6.1", "nothing thrown"],
  ["v2.0", "nothing thrown"],
  ["3.0", "INPUT_UNSUPPORTED_VERSION"],
  ["x", "INPUT_UNSUPPORTED_VERSION"],
])("the version %s gives %s", (version, code) => {
  expect(codeOf(() => read({ ...modelOf(), version }))).toBe(code);
});

test.each([
  ["2", { cells: [] }],
  ["1", { diagramJson: { cells: [] } }],
])("a model that does not tell it is of version %s by its shape", (version, diagram) => {
  expect(read(modelOf(diagram)).formatVersion).toBe(version);
});

test("elements of one name on two diagrams are one component, and every cell is accounted for", () => {
  const cells = [cell("tm.Process", "a"), cell("tm.Flow", "f"), cell("tm.Odd", "o"), 3];
  const { items, accounts, coverage } = read(modelOf({ cells }, { cells }));
  expect(items.design?.length).toBe(1);
  expect(accounts[0]?.raw).toBe(8);
  expect(coverage.doubts.length).toBe(1);
});

test("cells that are no list are refused", () => {
  expect(codeOf(() => read(modelOf({ cells: {} })))).toBe("INPUT_MALFORMED");
});
