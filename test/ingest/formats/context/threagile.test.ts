import { expect, test } from "bun:test";
import { threagile } from "../../../../src/ingest/formats/context/threagile.ts";

const read = (value: unknown) => threagile.read({ form: "yaml", value }, { name: "threagile.yaml", sha256: "" });

test.each([
  [{ threagile_version: "1.0.0" }, true],
  [{ technical_assets: {}, data_assets: {} }, true],
  [{ technical_assets: {}, business_criticality: "critical", trust_boundaries: {} }, true],
  [{ technical_assets: {} }, false],
  [{ technical_assets: [], data_assets: [] }, false],
  [null, false],
])("threagile.detect(%j) is %p, in JSON and in YAML", (value, expected) => {
  expect(threagile.detect({ form: "json", value })).toBe(expected);
  expect(threagile.detect({ form: "yaml", value })).toBe(expected);
});

test("threagile.read() joins boundaries and links to the assets", () => {
  const { items } = read({
    threagile_version: "1.0.0",
    technical_assets: {
      API: { id: "api", communication_links: { Query: { target: "db", authentication: "none" } } },
      Database: { id: "db" },
    },
    trust_boundaries: { DMZ: { technical_assets_inside: ["api", 3] } },
  });
  expect(items.design?.map((one) => [one.name, one.trustBoundary, one.authentication])).toEqual([
    ["API", "DMZ", undefined],
    ["Database", undefined, "no"],
  ]);
});

test("threagile.read() doubts a model that is spread over files, and one that is empty", () => {
  const model = { threagile_version: "1.0.0", technical_assets: { API: {} } };
  expect(read(model).coverage.doubts).toEqual([]);
  expect(read({ ...model, includes: ["b.yaml"] }).coverage.doubts).toHaveLength(1);
  expect(read({ threagile_version: "1.0.0" }).coverage.doubts).toHaveLength(1);
});
