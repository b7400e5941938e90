import { describe, expect, test } from "bun:test";
import { standardIds } from "../../../src/assess/sbom/element.ts";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { sbomQuality } from "../../../src/assess/sbom/quality.ts";
import type { Model } from "../../../src/domain/model.ts";
import { inputFile, model, sbomDocument } from "../../support/build.ts";
import { about, documentOf, part } from "../../support/sboms.ts";

function qualityOf(over: Partial<Model>) {
  const built = model(over);
  return sbomQuality(listedSboms(built), built.inputs);
}

describe("sbomQuality()", () => {
  test("judges each SBOM by every standard", () => {
    const other = documentOf([], { input: "other.json" });
    const quality = qualityOf({ documents: [documentOf([]), other], listings: [part("a")] });
    expect(quality.map(({ input, results }) => [input, results.map(({ standard }) => standard)])).toEqual([
      ["sbom.json", [...standardIds]],
      ["other.json", [...standardIds]],
    ]);
  });

  test("leaves out what is no SBOM format", () => {
    expect(qualityOf({ documents: [sbomDocument()] })).toEqual([]);
  });

  test("counts present and missing, and names the first that lack it", () => {
    const listings = Array.from({ length: 15 }, (_, index) => part(`a${index}`, index < 3 ? { version: "1" } : {}));
    const [ntia] = qualityOf({ documents: [documentOf([])], listings })[0]?.results ?? [];
    const version = ntia?.elements.find(({ id }) => id === "component_version");
    expect(version).toMatchObject({ status: "partial", present: 3, missing: 12, percent: 20 });
    expect(version?.lacking).toHaveLength(10);
    expect(version?.lacking[0]).toBe("a3");
  });

  test("counts what has no name, which never became a component", () => {
    const account = {
      items: "components",
      raw: 3,
      kept: 1,
      notApplicable: [{ reason: "has no name", count: 2 }],
    } as const;
    const inputs = [inputFile({ name: "sbom.json", accounts: [account] })];
    const [ntia] = qualityOf({ inputs, documents: [documentOf([])], listings: [part("a")] })[0]?.results ?? [];
    expect(ntia?.elements.find(({ id }) => id === "component_name")).toMatchObject({
      present: 1,
      missing: 2,
      percent: 33.3,
    });
  });

  test("gives the mean of what was evaluated, rounded down", () => {
    const document = documentOf(["a"], { about: about({ authors: ["x"], timestamp: "2026-01-01T00:00:00Z" }) });
    const almost = Array.from({ length: 3000 }, (_, index) =>
      part("a", { supplier: "x", purl: "pkg:npm/a@1", ...(index > 0 && { version: "1" }) }),
    );
    const [ntia] = qualityOf({ documents: [document], listings: almost })[0]?.results ?? [];
    expect(ntia?.percent).toBe(99.9);
  });

  test("evaluates nothing of components that are not there", () => {
    const [ntia] = qualityOf({ documents: [documentOf([])] })[0]?.results ?? [];
    const statuses = ntia?.elements.filter(({ of }) => of === "component").map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set(["not_evaluated"]));
  });
});
