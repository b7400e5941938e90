import { expect, test } from "bun:test";
import { modelReading, modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { byId, takeComponents } from "../../../../src/ingest/formats/context/open-threat-model-components.ts";

function take(model: unknown) {
  const sink = modelSink("a");
  takeComponents(model, sink);
  const items = { elements: "elements", threats: "threats" } as const;
  return modelReading(sink, { formatVersion: "0.2.0", coverage: {}, items });
}

test("byId() leaves out entries without an id", () => {
  const entry = { id: "a" };
  expect([...byId([entry, {}, 3])]).toEqual([["a", entry]]);
});

test("a component in a component is in the trust zone of the outer one, and circles end", () => {
  const { items } = take({
    trustZones: [{ id: "z", name: "INTERNET" }],
    components: [
      { id: "a", name: "a", parent: { component: "b" } },
      { id: "b", name: "b", parent: { trustZone: "z" } },
      { id: "c", name: "c", parent: { component: "c" } },
    ],
  });
  expect(items.design?.map(({ trustBoundary, exposure }) => [trustBoundary, exposure])).toEqual([
    ["INTERNET", "internet"],
    ["INTERNET", "internet"],
    [undefined, undefined],
  ]);
});

test.each([
  [{ confidentiality: 70 }, ["confidential"]],
  [{ confidentiality: 0 }, ["public"]],
  [{}, []],
])("takeComponents() of data with the risk %j has the classes %j", (risk, expected) => {
  const { items } = take({
    assets: [{ id: "d", name: "cards", risk }],
    components: [{ id: "a", assets: { processed: ["d", "gone"], stored: ["d"] } }],
  });
  expect<unknown>(items.design?.[0]?.dataClasses).toEqual(expected);
});

test("takeComponents() counts what has neither a name nor an id", () => {
  expect(take({ components: [{ id: "a" }, {}, 3] }).accounts[0]).toMatchObject({ raw: 3, kept: 1 });
});
