import { expect, test } from "bun:test";
import { heldReport } from "../../../../src/ingest/formats/provenance/held-report.ts";

const custom = "https://house.example/attestation/v1";

test.each<[string, unknown, string | undefined]>([
  ["https://cyclonedx.org/bom", {}, "CycloneDX"],
  ["https://cyclonedx.org/bom/v1.6", null, "CycloneDX"],
  ["https://spdx.dev/Document/v2.3", {}, "SPDX"],
  ["https://openvex.dev/ns/v0.2.0", {}, "OpenVEX"],
  ["https://cosign.sigstore.dev/attestation/vuln/v1", {}, "vulnerability report"],
  ["https://in-toto.io/attestation/vulns/v0.2", {}, "vulnerability report"],
  ["https://in-toto.io/attestation/vulns", {}, "vulnerability report"],
  ["https://in-toto.io/attestation/test-result/v0.1", { result: "PASSED" }, "test result"],
  [custom, { bomFormat: "CycloneDX" }, "CycloneDX"],
  [custom, { spdxVersion: "SPDX-2.3" }, "SPDX"],
  [custom, { "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" }, "SPDX"],
  [custom, { "@context": "https://openvex.dev/ns/v0.2.0" }, "OpenVEX"],
  [custom, { version: "2.1.0", runs: [] }, "SARIF"],
  [custom, { scanner: { result: [] } }, "vulnerability report"],
  [custom, { Data: { bomFormat: "CycloneDX" }, Timestamp: "" }, "CycloneDX"],
  [custom, { Data: "{}" }, "Data"],
  [custom, { Data: " " }, undefined],
  [custom, { note: "x" }, undefined],
  [custom, null, undefined],
  ["https://slsa.dev/provenance/v1", { buildDefinition: {}, runDetails: {} }, undefined],
  ["https://slsa.dev/provenance/v0.2", { builder: { id: "b" }, materials: [] }, undefined],
  ["https://slsa.dev/verification_summary/v1", { verificationResult: "PASSED" }, undefined],
  ["https://in-toto.io/attestation/link/v0.3", { name: "build", materials: [] }, undefined],
])("heldReport(%p, %j) is %p", (predicateType, predicate, expected) => {
  const found = heldReport(predicateType, predicate);
  if (expected === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(expected);
});
