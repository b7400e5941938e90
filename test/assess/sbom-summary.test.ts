import { expect, test } from "bun:test";
import { sbomOptions } from "../../src/assess/sbom/options.ts";
import { sbomSummary } from "../../src/assess/sbom-summary.ts";
import { component, model, plainComponent, sbomDocument } from "../support/build.ts";
import { documentOf, part } from "../support/sboms.ts";

const chosen = sbomOptions.parse({});

test("sbomSummary without an SBOM is not evaluated", () => {
  expect(sbomSummary.assess(model(), chosen).section).toEqual({ status: "not_evaluated", why: "no SBOM input" });
});

test("sbomSummary counts parts and how much is said of them", () => {
  const components = [
    component({ licenses: ["MIT"], hashes: ["SHA-256:aa"], supplier: "x" }),
    component({ purl: "pkg:maven/org.x/lib@1", name: "lib" }),
    plainComponent({ cpe: "cpe:2.3:a:x:y:1" }),
  ];
  const documents = [
    sbomDocument({ serialNumber: "urn:uuid:x", subject: plainComponent({ name: "app" }), serviceCount: 2 }),
  ];
  expect(sbomSummary.assess(model({ components, documents }), chosen).section).toMatchObject({
    status: "evaluated",
    component_count: 3,
    with: { purl: 2, version: 2, license: 1, supplier: 1, hash: 1 },
    by_ecosystem: { maven: 1, no_purl: 1, npm: 1 },
    documents: [{ input: "sbom.json", serial_number: "urn:uuid:x", subject: { name: "app" }, service_count: 2 }],
    components: [{ licenses: ["MIT"] }, { purl: "pkg:maven/org.x/lib@1" }, { cpe: "cpe:2.3:a:x:y:1" }],
  });
});

test("sbomSummary tells flags, licences, depth and quality", () => {
  const document = documentOf(["app → a"], { subject: part("app") });
  const components = [part("a", { licenses: ["MIT"] })];
  const { section, results } = sbomSummary.assess(model({ documents: [document], components }), chosen);
  expect(section).toMatchObject({
    risk_flag_counts: { unpinned: 1, no_hash: 1, no_supplier: 1, no_licence: 0 },
    licences: { listed: [{ licence: "MIT", components: 1 }] },
    dependency_depth: [{ direct: 1, max: 1 }],
    quality: [{ input: "sbom.json", standards: [{ standard: "ntia" }, { standard: "bsi" }, { standard: "cisa" }] }],
  });
  expect(results.map(({ rule, status }) => [rule, status])).toEqual([
    ["sbom/quality", "fail"],
    ["sbom/unpinned", "fail"],
    ["sbom/licence", "not_applicable"],
  ]);
});

test("sbomSummary without an SBOM has nothing to rule on", () => {
  const { results } = sbomSummary.assess(model(), chosen);
  expect(results.map(({ status }) => status)).toEqual(["not_applicable", "not_applicable", "not_applicable"]);
});
