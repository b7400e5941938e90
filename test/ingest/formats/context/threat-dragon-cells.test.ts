import { describe, expect, test } from "bun:test";
import { modelReading, modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { readCells } from "../../../../src/ingest/formats/context/threat-dragon-cells.ts";

function read(...cells: readonly unknown[]) {
  const sink = modelSink("a");
  readCells({ cells, pointer: "/cells", title: "d" }, sink);
  const items = { elements: "elements", threats: "threats" } as const;
  return modelReading(sink, { formatVersion: "2", coverage: {}, items });
}

const cell = (type: string, name: string, data: object = {}, more: object = {}) => {
  return { id: name, data: { type, name, ...data }, ...more };
};

const at = (x: number, y: number, width: number, height: number) => ({ position: { x, y }, size: { width, height } });

describe("readCells()", () => {
  test("makes actors, processes and stores components, and counts the other cells", () => {
    const others = [cell("tm.Flow", "f"), cell("tm.Boundary", "b"), cell("tm.Text", "t"), { shape: "edge" }, 3];
    const { items, accounts } = read(cell("tm.Actor", "a"), cell("tm.Process", "p"), cell("tm.Store", "s"), ...others);
    expect(items.design?.map(({ name, componentType }) => [name, componentType])).toEqual([
      ["a", "actor"],
      ["p", "process"],
      ["s", "store"],
    ]);
    expect(accounts[0]).toMatchObject({ raw: 8, kept: 3 });
  });

  test("reads the cells of version 1, which hold their data themselves", () => {
    const { items } = read({ type: "tm.Process", id: "p", attrs: { text: { text: "api" } } });
    expect(items.design?.[0]?.name).toBe("api");
  });

  test("exposes what a flow over a public network reaches, but no actor", () => {
    const flow = cell("tm.Flow", "f", { isPublicNetwork: true }, { source: { cell: "user" }, target: { cell: "api" } });
    const { items } = read(cell("tm.Actor", "user"), cell("tm.Process", "api"), flow);
    expect(items.design?.map(({ name, exposure }) => [name, exposure])).toEqual([
      ["user", undefined],
      ["api", "internet"],
    ]);
  });

  test("takes the smallest box around a cell for its boundary", () => {
    const { items } = read(
      cell("tm.BoundaryBox", "outer", {}, at(0, 0, 100, 100)),
      cell("tm.BoundaryBox", "inner", {}, at(10, 10, 30, 30)),
      cell("tm.Process", "in", {}, at(15, 15, 10, 10)),
      cell("tm.Process", "between", {}, at(60, 60, 10, 10)),
      cell("tm.Process", "outside", {}, at(200, 0, 10, 10)),
    );
    expect(items.design?.map(({ trustBoundary }) => trustBoundary)).toEqual(["inner", "outer", undefined]);
  });

  test.each([
    ["Open", undefined],
    ["open", undefined],
    ["Whatever", undefined],
    ["Mitigated", "status Mitigated"],
    ["NA", "status NA"],
    ["Not Applicable", "status Not Applicable"],
  ])("sets a threat of the status %s aside by %p", (status, rule) => {
    const threats = [{ title: "t", type: "Spoofing", status, severity: "High" }];
    const [found] = read(cell("tm.Store", "s", { threats })).items.findings ?? [];
    expect<unknown>([found?.suppression?.rule, found?.severity]).toEqual([rule, "high"]);
    expect(found?.source.pointer).toBe("/cells/0/data/threats/0");
  });

  test("sets the threats of what is out of scope aside, with the reason", () => {
    const data = { outOfScope: true, reasonOutOfScope: "bought", threats: [{ title: "t", status: "Open" }, {}] };
    const { items, accounts } = read(cell("tm.Store", "s", data));
    expect(items.findings?.[0]?.suppression?.justification).toBe("bought");
    expect(accounts[1]).toMatchObject({ raw: 2, kept: 1 });
  });
});
