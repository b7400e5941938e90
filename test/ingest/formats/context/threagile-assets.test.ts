import { describe, expect, test } from "bun:test";
import { modelReading, modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { dataAssetClasses, namedEntries, takeAsset } from "../../../../src/ingest/formats/context/threagile-assets.ts";

test.each([
  [
    { a: { "x/y": 1, z: 2 } },
    [
      ["x/y", "/a/x~1y"],
      ["z", "/a/z"],
    ],
  ],
  [{ a: ["x"] }, []],
  [null, []],
])("namedEntries(%j) are %j", (model, expected) => {
  expect(namedEntries(model, "a").map(({ name, place }) => [name, place])).toEqual(expected);
});

test("dataAssetClasses() knows Threagile's words, by the id", () => {
  const classes = dataAssetClasses({
    data_assets: {
      Cards: { id: "cards", confidentiality: "strictly-confidential" },
      Site: { id: "site", confidentiality: "public" },
      Odd: { id: "odd", confidentiality: "secretish" },
    },
  });
  expect([...classes]).toEqual([
    ["cards", "restricted"],
    ["site", "public"],
  ]);
});

describe("takeAsset()", () => {
  function take(value: unknown, authentications: readonly string[] = []) {
    const sink = modelSink("a");
    const around = {
      dataClasses: new Map([["cards", "restricted" as const]]),
      boundaries: new Map([["api", "DMZ"]]),
      authentications: new Map(authentications.length === 0 ? [] : [["api", new Set(authentications)]]),
    };
    takeAsset({ name: "API", value, place: "/technical_assets/API" }, around, sink);
    const items = { elements: "elements", threats: "risks" } as const;
    return modelReading(sink, { formatVersion: undefined, coverage: {}, items });
  }

  test("joins the boundary and the data by their ids", () => {
    const { items } = take({ id: "api", internet: true, confidentiality: "internal", data_assets_stored: ["cards"] });
    expect(items.design?.[0]).toMatchObject({
      name: "API",
      exposure: "internet",
      trustBoundary: "DMZ",
      dataClasses: ["internal", "restricted"],
    });
  });

  test.each([
    [{ integrity: "operational", availability: "critical" }, "high"],
    [{ integrity: "mission-critical", availability: "archive" }, "mission_critical"],
    [{ integrity: "odd" }, undefined],
  ])("of %j is of the criticality %p", (value, expected) => {
    expect<unknown>(take({ id: "api", ...value }).items.design?.[0]?.criticality).toBe(expected);
  });

  test.each([
    [["token", "none"], "no"],
    [["token"], "yes"],
    [[], undefined],
  ])("that is called with %j has authentication %p", (words, expected) => {
    expect<unknown>(take({ id: "api" }, words).items.design?.[0]?.authentication).toBe(expected);
  });

  test("counts what is no asset", () => {
    expect(take("x").accounts[0]).toMatchObject({ raw: 1, kept: 0 });
  });
});
