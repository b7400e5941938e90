import { expect, test } from "bun:test";
import { sbomSummary } from "../../src/assess/sbom-summary.ts";
import { component, model, plainComponent, sbomDocument } from "../support/build.ts";

test("sbomSummary without an SBOM is not evaluated", () => {
  expect(sbomSummary.assess(model(), undefined).section).toEqual({ status: "not_evaluated", why: "no SBOM input" });
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
  expect(sbomSummary.assess(model({ components, documents }), undefined).section).toMatchObject({
    status: "evaluated",
    component_count: 3,
    with: { purl: 2, version: 2, license: 1, supplier: 1, hash: 1 },
    by_ecosystem: { maven: 1, no_purl: 1, npm: 1 },
    documents: [{ input: "sbom.json", serial_number: "urn:uuid:x", subject: { name: "app" }, service_count: 2 }],
    components: [{ licenses: ["MIT"] }, { purl: "pkg:maven/org.x/lib@1" }, { cpe: "cpe:2.3:a:x:y:1" }],
  });
});
