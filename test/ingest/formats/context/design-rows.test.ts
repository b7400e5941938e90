import { expect, test } from "bun:test";
import { readDesignRows } from "../../../../src/ingest/formats/context/design-rows.ts";
import { codeOf } from "../../../support/code-of.ts";

const row = (line: number, cells: Readonly<Record<string, string>>) => ({
  place: `line ${line}`,
  cells: Object.entries(cells),
});

test("readDesignRows() accounts for every row", () => {
  const rows = [
    row(2, { component: " a ", exposure: "internal" }),
    row(3, { component: "a", exposure: "partner" }),
    row(4, { component: "", exposure: "internet" }),
    row(5, { component: " ", exposure: "" }),
    row(6, { component: "A" }),
  ];
  const { components, account, doubts } = readDesignRows(rows, "d.csv");
  expect(components.map(({ name, exposure }) => [name, exposure])).toEqual([
    ["a", "partner"],
    ["A", undefined],
  ]);
  expect(account).toEqual({
    items: "rows",
    raw: 5,
    kept: 2,
    notApplicable: [
      { reason: "blank row", count: 1 },
      { reason: "further row of the same component", count: 1 },
      { reason: "names no component", count: 1 },
    ],
  });
  expect(doubts).toEqual(["1 row names no component"]);
});

test("readDesignRows() fills absent values without a notice", () => {
  const rows = [row(2, { component: "a", owner: "x" }), row(3, { component: "a", owner: "x", criticality: "low" })];
  const { components, notices } = readDesignRows(rows, "d.csv");
  expect(components).toMatchObject([{ owner: "x", criticality: "low", source: { input: "d.csv", pointer: "line 2" } }]);
  expect(notices).toEqual([]);
});

test("readDesignRows() gives the same values whatever the order of the rows", () => {
  const rows = [
    row(2, { component: "a", exposure: "none", authentication: "yes", criticality: "low" }),
    row(3, { component: "a", exposure: "internet", authentication: "no", criticality: "mission_critical" }),
    row(4, { component: "a", exposure: "?", authentication: "?", criticality: "?" }),
  ];
  const strict = [{ exposure: "internet", authentication: "no", criticality: "mission_critical" }];
  expect(readDesignRows(rows, "d").components).toMatchObject(strict);
  expect(readDesignRows(rows.toReversed(), "d").components).toMatchObject(strict);
});

test("readDesignRows() keeps a second name column that says something else", () => {
  const { components } = readDesignRows([row(2, { component: "api", service: "payments" })], "d.csv");
  expect(components).toMatchObject([{ name: "api", extra: [["service", "payments"]] }]);
});

test("readDesignRows() is linear in the rows of one component", () => {
  const rows = Array.from({ length: 50_000 }, (_, i) => row(i, { component: "a", description: `d${i}`, t: `${i}` }));
  const { components, notices } = readDesignRows(rows, "d.csv");
  expect(components[0]?.extra).toHaveLength(50_000);
  expect(notices).toHaveLength(1);
});

test("readDesignRows() takes 10,000 components, and any number of rows of them", () => {
  const rows = Array.from({ length: 10_000 }, (_, i) => row(i + 2, { component: `c${i}` }));
  expect(readDesignRows([...rows, ...rows], "d.csv").components).toHaveLength(10_000);
  expect(codeOf(() => readDesignRows([...rows, row(20_003, { component: "more" })], "d.csv"))).toBe("INPUT_TOO_LARGE");
});
