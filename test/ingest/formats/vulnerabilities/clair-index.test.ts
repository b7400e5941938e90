import { expect, test } from "bun:test";
import { clairIndex } from "../../../../src/ingest/formats/vulnerabilities/clair-index.ts";
import { codeOf } from "../../../support/code-of.ts";

const read = (value: unknown) => clairIndex.read({ form: "json", value }, { name: "a", sha256: "0".repeat(64) });

test.each([
  [{ manifest_hash: "sha256:a", packages: {}, state: "IndexFinished" }, true],
  [{ manifest_hash: "sha256:a", packages: {}, environments: null }, true],
  [{ manifest_hash: "sha256:a", packages: {} }, false],
  [{ packages: {}, environments: {}, state: "x" }, false],
  [{ manifest_hash: "sha256:a", packages: {}, environments: {}, vulnerabilities: {} }, false],
  [null, false],
])("clairIndex.detect(%j) is %p", (value, expected) => {
  expect(clairIndex.detect({ form: "json", value })).toBe(expected);
});

test("clairIndex.read() keeps the packages with a name, with a pointer to each", () => {
  const packages = { "1": { name: "openssl", version: "3.0", cpe: "cpe:2.3:a:x" }, "a/b": { name: "zlib" }, "3": {} };
  const { items, accounts, coverage } = read({ manifest_hash: "sha256:a", packages, state: "IndexFinished" });
  expect(items.components?.map(({ name, cpe, ref, source }) => [name, cpe, ref, source.pointer])).toEqual([
    ["openssl", "cpe:2.3:a:x", "1", "/packages/1"],
    ["zlib", undefined, "a/b", "/packages/a~1b"],
  ]);
  expect(accounts[0]).toMatchObject({ raw: 3, kept: 2 });
  expect(coverage.doubts).toHaveLength(1);
});

test("clairIndex.read() doubts an image in which nothing was found", () => {
  expect(read({ manifest_hash: "sha256:a", packages: {}, state: "IndexFinished" }).coverage.doubts).toHaveLength(1);
});

test("clairIndex.read() refuses a map that is none", () => {
  expect(codeOf(() => read({ manifest_hash: "sha256:a", packages: [] }))).toBe("INPUT_MALFORMED");
});
