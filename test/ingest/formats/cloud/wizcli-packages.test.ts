import { expect, test } from "bun:test";
import { readSbomPackages, readWizPackages } from "../../../../src/ingest/formats/cloud/wizcli-packages.ts";
import { vulnerabilitySink } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const vulnerabilities = [{ name: "CVE-2024-1234", severity: "LOW" }];

test.each([
  ["/app/go.mod", "golang.org/x/net", "pkg:golang/golang.org/x/net@v1.0.0"],
  ["/app/package-lock.json", "lodash", "pkg:npm/lodash@1.0.0"],
  ["/app/app.jar", "lodash", undefined],
  [undefined, "lodash", undefined],
])("a package found in %p", (path, name, purl) => {
  const sink = vulnerabilitySink("a.json");
  readWizPackages({ libraries: [{ name, version: "1.0.0", path, vulnerabilities }] }, sink);
  expect(sink.observations[0]?.package.purl).toBe(purl as string);
});

test("the score counts only when its version is known", () => {
  const sink = vulnerabilitySink("a.json");
  const given = [
    { name: "CVE-2024-1", score: 9.8, cvssV3Metrics: {} },
    { name: "CVE-2024-2", score: 9.8, cvssV3Metrics: null },
  ];
  readWizPackages({ osPackages: [{ name: "a", vulnerabilities: given }] }, sink);
  expect(sink.observations.map(({ severity }) => severity)).toEqual(["critical", "unknown"]);
});

test("vulnerabilities that are no list, and those of a nameless package, are lost with a doubt", () => {
  const sink = vulnerabilitySink("a.json");
  readWizPackages({ osPackages: [{ name: "a", vulnerabilities: {} }, { vulnerabilities }] }, sink);
  expect([sink.observations.length, sink.faults.size]).toEqual([0, 2]);
});

test("readSbomPackages() leaves out what was read with its package", () => {
  const sink = vulnerabilitySink("a.json");
  const known = readWizPackages({ osPackages: [{ name: "a", version: "1", vulnerabilities }] }, sink);
  const findings = [{ vulnerabilityExternalId: "CVE-2024-1234" }, { vulnerabilityExternalId: "CVE-2024-5" }];
  const artifacts = [{ name: "a", version: "1", vulnerabilityFindings: { fixedVersion: "2", findings } }];
  readSbomPackages({ vulnerableSBOMArtifactsByNameVersion: artifacts }, known, sink);
  expect(sink.observations.map(({ id, fixedIn }) => [id, fixedIn])).toEqual([
    ["CVE-2024-1234", []],
    ["CVE-2024-5", ["2"]],
  ]);
  expect(sink.notUsed.get("vulnerabilities")?.size).toBe(1);
});
