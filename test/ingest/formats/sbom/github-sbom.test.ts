import { expect, test } from "bun:test";
import { githubSbom } from "../../../../src/ingest/formats/sbom/github-sbom.ts";

const spdx = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT" };

test.each<[unknown, boolean]>([
  [{ sbom: spdx }, true],
  [{ sbom: { ...spdx, spdxVersion: "SPDX-2.9" } }, true],
  [spdx, false],
  [{ sbom: { bomFormat: "CycloneDX" } }, false],
  [{ sbom: [spdx] }, false],
  [null, false],
])("%j is GitHub's: %p", (value, expected) => {
  expect(githubSbom.detect({ form: "json", value })).toBe(expected);
});

test("packages are placed below the wrapper", () => {
  const value = { sbom: { ...spdx, packages: [{ name: "a" }] } };
  const { items } = githubSbom.read({ form: "json", value }, { name: "sbom.json", sha256: "" });
  expect(items.components?.[0]?.source.pointer).toBe("/sbom/packages/0");
});
