import { expect, test } from "bun:test";
import {
  clairDoubts,
  clairPackageOf,
  keysOf,
  requireMap,
} from "../../../../src/ingest/formats/vulnerabilities/clair-parts.ts";
import { faultOf } from "../../../support/code-of.ts";

test.each([
  [{ packages: { a: 1, b: 2 } }, ["a", "b"]],
  [{ packages: null }, []],
  [{ packages: ["a"] }, []],
  [3, []],
])("keysOf(%j) gives %j", (report, expected) => {
  expect(keysOf(report, "packages")).toEqual(expected);
});

test.each([[{ packages: {} }], [{ packages: null }], [{}]])("requireMap() lets %j pass", (report) => {
  expect(() => requireMap(report, "packages", "a")).not.toThrow();
});

test.each([[{ packages: [] }], [{ packages: "x" }]])("requireMap() refuses %j", (report) => {
  const { code, where } = faultOf(() => requireMap(report, "packages", "a"));
  expect([code, where?.file, where?.pointer]).toEqual(["INPUT_MALFORMED", "a", "/packages"]);
});

test("clairPackageOf() names the registry of the repository, else the distribution", () => {
  const report = {
    packages: { "1": { name: "requests", version: "2.0" }, "2": { name: "openssl" }, "3": {} },
    environments: {
      "1": [{ repository_ids: ["r"], distribution_id: "d" }],
      "2": [{ repository_ids: ["s"], distribution_id: "d" }],
    },
    repository: { r: { name: "pypi" }, s: { name: "cpe:/o:redhat" } },
    distributions: { d: { did: "debian" } },
  };
  expect(clairPackageOf(report, "1")).toEqual({
    name: "requests",
    version: "2.0",
    purl: "pkg:pypi/requests@2.0",
    ecosystem: "pypi",
  });
  expect(clairPackageOf(report, "2")).toEqual({ name: "openssl", ecosystem: "debian" });
  expect(clairPackageOf(report, "3")).toBeUndefined();
  expect(clairPackageOf(report, "constructor")).toBeUndefined();
});

test.each([
  [{ state: "IndexFinished", success: true }, 0],
  [{}, 0],
  [{ state: "FetchLayers" }, 1],
  [{ state: "IndexError", success: false, err: "no layer" }, 3],
])("clairDoubts(%j) are %d", (report, expected) => {
  expect(clairDoubts(report)).toHaveLength(expected);
});
