import { expect, test } from "bun:test";
import { dependencyDepths } from "../../../src/assess/sbom/depth.ts";
import { maxFlags, riskFlags } from "../../../src/assess/sbom/flags.ts";
import { licenceInventory } from "../../../src/assess/sbom/licences.ts";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { sbomQuality } from "../../../src/assess/sbom/quality.ts";
import {
  depthRecord,
  flagMembers,
  licenceRecord,
  policyMember,
  qualityRecord,
} from "../../../src/assess/sbom/records.ts";
import { component, model, plainComponent } from "../../support/build.ts";
import { documentOf, intelOf, part } from "../../support/sboms.ts";

test("flagMembers() counts all flags and lists the first of each kind", () => {
  const components = Array.from({ length: maxFlags + 1 }, (_, index) => plainComponent({ name: `a${index}` }));
  const { risk_flag_counts, risk_flags } = flagMembers(riskFlags(model({ components })));
  expect(risk_flag_counts).toMatchObject({ unpinned: maxFlags + 1, no_hash: maxFlags + 1, known_exploited: 0 });
  expect(risk_flags).toHaveLength(4 * maxFlags);
});

test("flagMembers() tells the family and its range", () => {
  const intel = intelOf({ "pkg:npm/lodash": [{ intervals: [{ before: "5.0.0" }] }] });
  const { risk_flags } = flagMembers(riskFlags(model({ components: [component()], intel })));
  expect(Array.isArray(risk_flags) && risk_flags[0]).toMatchObject({
    flag: "rce_history",
    purl: "pkg:npm/lodash@4.17.20",
    family: { id: "shell", range: "inside", range_source: "GHSA-x", cves: ["CVE-2021-0001"] },
  });
});

test("policyMember() counts what the policy says, and is nothing without one", () => {
  const components = [
    component({ licenses: ["MIT"] }),
    component({ licenses: ["GPL-3.0-only"] }),
    component(),
    component({ type: "file" }),
    component({ type: "operating-system" }),
  ];
  expect(policyMember(components, { deny: [], allow: [] })).toEqual({});
  expect(policyMember(components, { deny: ["GPL-3.0-only"], allow: [] })).toMatchObject({
    licence_policy: { permitted: 1, forbidden: 1, unknown: 1, not_applicable: 2 },
  });
});

test("licenceRecord() keeps texts short", () => {
  const record = licenceRecord(licenceInventory([component({ licenses: ["x ".repeat(400)] })]));
  expect(JSON.stringify(record).length).toBeLessThan(600);
  expect(record).toMatchObject({ components_with: 1, unknown_count: 1 });
});

test("depthRecord() counts what stands deeper together", () => {
  const refs = Array.from({ length: 60 }, (_, index) => `r${index}`);
  const edges = refs.map((ref, index) => `${index === 0 ? "app" : `r${index - 1}`} → ${ref}`);
  const document = documentOf(edges, { subject: part("app") });
  const depths = dependencyDepths(
    listedSboms(model({ documents: [document], listings: refs.map((ref) => part(ref)) })),
  );
  expect(depths.map(depthRecord)).toMatchObject([{ max: 60, deeper: 10 }]);
});

test("depthRecord() and qualityRecord() of an SBOM without edges", () => {
  const built = model({ documents: [documentOf([])], listings: [part("a")] });
  const sboms = listedSboms(built);
  expect(dependencyDepths(sboms).map(depthRecord)).toMatchObject([{ status: "not_evaluated" }]);
  const [record] = sbomQuality(sboms, built.inputs).map(qualityRecord);
  expect(record).toMatchObject({ input: "sbom.json", standards: [{ standard: "ntia", percent: 14.2 }, {}, {}] });
});
