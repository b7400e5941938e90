import { describe, expect, test } from "bun:test";
import { syftJson } from "../../../../src/ingest/formats/sbom/syft-json.ts";
import { faultOf } from "../../../support/code-of.ts";

const origin = { name: "syft.json", sha256: "" };
const descriptor = { name: "syft", version: "1.0.0" };

describe("detect()", () => {
  test.each<[unknown, boolean]>([
    [{ artifacts: [], descriptor }, true],
    [{ artifacts: null, descriptor }, true],
    [{ artifacts: [], artifactRelationships: [] }, true],
    [
      {
        artifacts: [],
        schema: { url: "https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-1.0.0.json" },
      },
      true,
    ],
    [{ artifacts: [], distro: { name: "" }, source: { type: "image" } }, true],
    [{ artifacts: [] }, false],
    [{ artifacts: [], total_count: 0 }, false],
    [{ artifacts: [], descriptor: { name: "other" } }, false],
    [{ descriptor }, false],
    [{ matches: [], distro: {}, source: { type: "image" }, descriptor: { name: "grype" } }, false],
    [[{ artifacts: [], descriptor }], false],
    [null, false],
  ])("%j is Syft's: %p", (value, expected) => {
    expect(syftJson.detect({ form: "json", value })).toBe(expected);
  });
});

/** A version of each model of the schema that was released. */
const released = [
  ...["1.1.0", "2.0.2", "3.2.2", "4.1.0", "5.0.1", "6.2.0", "7.1.6", "8.0.1", "9.0.2", "10.0.2", "11.0.1", "12.0.1"],
  ...["13.0.0", "14.0.0", "15.0.0", "16.0.43", "16.1.1-pre"],
];

test.each(released)("read() takes schema %s", (version) => {
  const value = { artifacts: [{ name: "a" }], descriptor, schema: { version } };
  const { formatVersion, items } = syftJson.read({ form: "json", value }, origin);
  expect([formatVersion, items.components?.length]).toEqual([version, 1]);
  expect(syftJson.versions).toContain(`${version.split(".", 1)[0]}.x`);
});

test.each<[unknown]>([["0.9.0"], ["17.0.0"], ["16"], ["latest"], [16], [undefined]])(
  "read() refuses schema %p",
  (version) => {
    const value = { artifacts: [], descriptor, schema: { version } };
    const { code, where } = faultOf(() => syftJson.read({ form: "json", value }, origin));
    expect([code, where?.pointer]).toEqual(["INPUT_UNSUPPORTED_VERSION", "/schema/version"]);
  },
);

test.each(["artifacts", "artifactRelationships"])("read() refuses %s that are no list", (key) => {
  const value = { artifacts: [], descriptor, [key]: "x" };
  expect(faultOf(() => syftJson.read({ form: "json", value }, origin)).where?.pointer).toBe(`/${key}`);
});

test.each<[object, number]>([
  [{ artifacts: [{ name: "a" }], source: { type: "directory", target: "." } }, 0],
  [{ artifacts: [{ name: "a" }], source: {} }, 1],
  [{ artifacts: null, source: { name: "a" } }, 1],
  [{ artifacts: [], source: null }, 2],
])("read() doubts %j: %p", (members, doubts) => {
  const { coverage } = syftJson.read({ form: "json", value: { descriptor, ...members } }, origin);
  expect(coverage.doubts.length).toBe(doubts);
});
