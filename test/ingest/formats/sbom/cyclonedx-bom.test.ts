import { describe, expect, test } from "bun:test";
import { readBom } from "../../../../src/ingest/formats/sbom/cyclonedx-bom.ts";
import { codeOf } from "../../../support/code-of.ts";

const read = (bom: unknown) => readBom(bom, "1.6", "bom.json");
const settled = { id: "CVE-2024-0001", analysis: { state: "not_affected" }, affects: [{ ref: "pkg:npm/a@1" }] };
const library = { type: "library", name: "a" };

describe("readBom()", () => {
  test.each([
    ["a library", { components: [library] }, 0],
    ["a model with a purl", { components: [{ type: "machine-learning-model", name: "a", purl: "pkg:mlflow/a@1" }] }, 0],
    ["a model alone", { components: [{ type: "machine-learning-model", name: "a" }] }, 1],
    ["nothing", {}, 1],
    ["services alone", { services: [{ name: "a" }] }, 1],
    ["vulnerabilities alone", { vulnerabilities: [settled] }, 0],
  ])("of %s has that many doubts", (_, bom, doubts) => {
    expect(read(bom).coverage.doubts).toHaveLength(doubts);
  });

  test("of vulnerabilities alone is no bill of materials", () => {
    expect(read({ vulnerabilities: [{ id: "CVE-2024-0001" }] }).items.documents).toEqual([]);
    expect(
      read({ vulnerabilities: [{ id: "CVE-2024-0001" }], services: [{ name: "a" }] }).items.documents,
    ).toHaveLength(1);
  });

  test.each([
    ["a list", [{ vendor: "x", name: "syft", version: "1.0" }]],
    ["components", { components: [{ name: "syft", version: "1.0" }] }],
    ["services", { services: [{ name: "syft", version: "1.0" }] }],
  ])("takes the tool from %s", (_, tools) => {
    expect(read({ metadata: { tools } }).coverage).toMatchObject({ tool: "syft", toolVersion: "1.0" });
  });

  test("counts the edges of the dependency graph, and the services", () => {
    const dependencies = [{ ref: "a", dependsOn: ["b", "c"] }, { ref: "b" }, 3];
    const { items } = read({ components: [library], services: [{ name: "s" }], dependencies });
    expect(items.documents?.[0]).toMatchObject({ dependencyCount: 2, serviceCount: 1 });
  });

  test.each([
    ["a purl that is none", { components: [{ ...library, purl: "a@1" }] }],
    ["services", { components: [library], services: [{ name: "s" }] }],
    [
      "a composition that is incomplete",
      { components: [library], compositions: [{ aggregate: "incomplete_first_party" }] },
    ],
  ])("has a notice for %s", (_, bom) => {
    expect(read(bom).notices).toHaveLength(1);
  });

  test.each(["components", "services", "dependencies", "vulnerabilities"])("refuses %s that are no list", (key) => {
    expect(codeOf(() => read({ [key]: {} }))).toBe("INPUT_MALFORMED");
  });
});
