import { expect, test } from "bun:test";
import { nameOf, type Parts, withExposure } from "../../../src/correlate/exposure/vulnerabilities.ts";
import type { Exposed, ExposureJoin } from "../../../src/domain/exposure.ts";
import { component, design, express, lodash, packageRef, vulnerability } from "../../support/build.ts";

const one = vulnerability();
const parts: Parts = {
  documents: [],
  crosswalk: [
    {
      design: design({ name: "shop" }),
      sboms: [],
      components: [],
      vulnerabilities: [{ to: one, by: "purl" }],
      findings: [],
    },
  ],
  listings: [
    component({ purl: lodash, source: { input: "a.json", pointer: "" } }),
    component({ purl: lodash, source: { input: "b.json", pointer: "" } }),
  ],
  vulnerabilities: [one, vulnerability({ package: packageRef(express) })],
  keyOf: ({ purl, name }) => purl ?? name,
};

const join = (of: ExposureJoin["of"], to: string, exposed: Exposed, name: string = exposed): ExposureJoin => ({
  of,
  to,
  by: "name",
  fact: { target: { kind: "workload", name, images: [], labels: [] }, exposed, path: [], why: "", basis: "deployment" },
});

const values = (...joins: readonly ExposureJoin[]) => withExposure(joins, parts).map(({ exposed }) => exposed?.value);

test.each([
  ["by an SBOM", [join("sbom", "a.json", "no")], ["no", undefined]],
  ["by another", [join("sbom", "c.json", "yes")], [undefined, undefined]],
  [
    "by the worst of its SBOMs",
    [join("sbom", "a.json", "no"), join("sbom", "b.json", "unknown")],
    ["unknown", undefined],
  ],
  ["by a design component", [join("design", "shop", "yes"), join("sbom", "a.json", "no")], ["yes", undefined]],
  ["by its own name", [join("component", express, "yes")], [undefined, "yes"]],
])("withExposure() %s", (_, joins, expected) => {
  expect(values(...joins)).toEqual([...expected] as [undefined, undefined]);
});

test("withExposure() keeps the first of equals, and the list itself when nothing is joined", () => {
  const [first] = withExposure(
    [join("sbom", "a.json", "yes", "first"), join("sbom", "a.json", "yes", "second")],
    parts,
  );
  expect(first?.exposed?.target).toBe("first");
  expect(withExposure([], parts)).toBe(parts.vulnerabilities);
});

test("nameOf() is the purl, else name and version", () => {
  expect([nameOf(packageRef(lodash)), nameOf({ name: "a", version: "1" })]).toEqual([lodash, "a@1"]);
});
