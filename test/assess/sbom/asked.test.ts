import { expect, test } from "bun:test";
import { hasHash, hasSupplier, isAtLeast, relationElement } from "../../../src/assess/sbom/asked.ts";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { model } from "../../support/build.ts";
import { graphOf } from "../../support/edges.ts";
import { about, documentOf, part } from "../../support/sboms.ts";

function judged(edges: readonly string[], formatVersion = "1.6") {
  const document = documentOf(edges, { contains: graphOf("box → b"), about: about({ formatVersion }) });
  const [sbom] = listedSboms(model({ documents: [document], listings: ["a", "b", "c"].map((ref) => part(ref)) }));
  if (sbom === undefined) throw new RangeError("no SBOM");
  return { ...sbom, about: about({ formatVersion }), readLicence: () => undefined, nameless: 0 };
}

test("relationElement() takes what stands on either side of either graph", () => {
  const element = relationElement({ id: "x", title: "x" });
  const sbom = judged(["app → a"]);
  const answers = sbom.parts.map((one, index) => element.of === "component" && element.has(one, sbom, index));
  expect(answers).toEqual([true, true, false]);
});

test.each([
  ["1.6", [1, 6], true],
  ["1.5", [1, 6], false],
  ["2.0", [1, 6], true],
  ["x", [1, 6], false],
])("isAtLeast() of %s and %j is %p", (version, least, expected) => {
  expect(isAtLeast(judged([], version), "CycloneDX", least)).toBe(expected);
});

test("a hash and a supplier may stand in two places each", () => {
  expect([hasHash(part("a")), hasHash(part("a", { file: { hashes: ["a:0"] } }))]).toEqual([false, true]);
  expect([hasSupplier(part("a")), hasSupplier(part("a", { producer: "x" }))]).toEqual([false, true]);
});
