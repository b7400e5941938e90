import { describe, expect, test } from "bun:test";
import type { Observation } from "../../../../src/domain/vulnerability.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { spdx3 } from "../../../../src/ingest/formats/sbom/spdx-3.ts";
import { codeOf } from "../../../support/code-of.ts";

const context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld";

function read(...elements: readonly object[]): Reading {
  const value = { "@context": context, "@graph": elements };
  return spdx3.read({ form: "json", value }, { name: "spdx.json", sha256: "" });
}

function pack(id: string, rest: object = {}): object {
  return { type: "software_Package", spdxId: id, name: `name of ${id}`, ...rest };
}

function relation(relationshipType: string, from: string, to: unknown, rest: object = {}): object {
  return { type: "Relationship", relationshipType, from, to, ...rest };
}

test.each([
  ["a context", { "@context": context }, true],
  ["a list of contexts", { "@context": ["https://x.example", context] }, true],
  ["the older address", { "@context": "https://spdx.github.io/spdx-spec/v3.0/spdx-context.jsonld" }, true],
  ["a later version", { "@context": "https://spdx.org/rdf/4.0.0/spdx-context.jsonld" }, true],
  ["a document that is SPDX 2, too", { "@context": context, spdxVersion: "SPDX-3.0" }, false],
  ["OpenVEX", { "@context": "https://openvex.dev/ns/v0.2.0" }, false],
  ["terms of SPDX 2", { "@context": "http://spdx.org/rdf/terms" }, false],
  ["a list", [{ "@context": context }], false],
  ["null", null, false],
])("spdx3.detect(): %s", (_, value, expected) => {
  expect(spdx3.detect({ form: "json", value })).toBe(expected);
});

test.each([
  ["https://spdx.org/rdf/3.0.0/spdx-context.jsonld", "3.0.0"],
  ["https://spdx.org/rdf/3.1/spdx-context.jsonld", "3.1"],
  ["https://spdx.org/rdf/4.0/spdx-context.jsonld", "INPUT_UNSUPPORTED_VERSION"],
  ["https://spdx.org/rdf/30.1/spdx-context.jsonld", "INPUT_UNSUPPORTED_VERSION"],
])("the version of %s is %s", (given, expected) => {
  let version: string | undefined;
  const code = codeOf(() => {
    version = spdx3.read({ form: "json", value: { "@context": given } }, { name: "a", sha256: "" }).formatVersion;
  });
  expect(version ?? code).toBe(expected);
});

describe("packages", () => {
  test.each([
    [
      "a purl without a version gets the package's",
      { software_packageUrl: "pkg:npm/a", software_packageVersion: "1.0" },
      "pkg:npm/a@1.0",
    ],
    [
      "a purl with a version keeps it",
      { software_packageUrl: "pkg:npm/a@2", software_packageVersion: "1.0" },
      "pkg:npm/a@2",
    ],
    [
      "an identifier",
      {
        externalIdentifier: [
          { type: "ExternalIdentifier", externalIdentifierType: "packageUrl", identifier: "pkg:npm/a" },
        ],
      },
      "pkg:npm/a",
    ],
    ["none", { software_packageUrl: "npm:a" }, undefined],
  ])("%s", (_, rest, purl) => {
    expect(read(pack("a", rest)).items.components?.[0]?.purl).toBe(purl);
  });

  test("what is concluded goes before what is declared, and silence before neither", () => {
    const licences = ["MIT", "Zlib", "NOASSERTION"].map((name) => ({ type: "AnyLicenseInfo", spdxId: name, name }));
    const reading = read(
      ...["a", "b"].map((id) => pack(id)),
      ...licences,
      relation("hasConcludedLicense", "a", ["MIT"]),
      relation("HAS_DECLARED_LICENSE", "a", ["Zlib"]),
      relation("hasConcludedLicense", "b", "NOASSERTION"),
      relation("hasDeclaredLicense", "b", "Zlib"),
    );
    expect(reading.items.components?.map(({ licenses }) => licenses)).toEqual([["MIT"], ["Zlib"]]);
  });

  test("the subject is what the document describes, by root element or relationship; of several there is none", () => {
    const subjects = [
      [{ type: "SpdxDocument", rootElement: ["a"] }],
      [
        { type: "SpdxDocument", rootElement: ["s"] },
        { type: "software_Sbom", spdxId: "s", rootElement: ["a"] },
      ],
      [relation("DESCRIBES", "SPDXRef-DOCUMENT", ["a"])],
      [relation("describes", "b", ["a"])],
      [{ type: "SpdxDocument", rootElement: ["a", "b"] }],
    ].map((more) => read(pack("a"), pack("b"), ...more).items.documents?.[0]?.subject?.ref);
    expect(subjects).toEqual(["a", "a", "a", undefined, undefined]);
  });
});

describe("vulnerabilities", () => {
  const cve = (id: string): object => ({ type: "security_Vulnerability", spdxId: id, name: id });

  function observed(...elements: readonly object[]): readonly Observation[] | undefined {
    return read(pack("a"), ...elements).items.observations;
  }

  test("a document without any did not look for them", () => {
    expect(observed()).toBeUndefined();
  });

  test.each([
    ["hasAssociatedVulnerability", relation("hasAssociatedVulnerability", "a", ["CVE-2026-0001"]), 1],
    [
      "an assessment",
      relation("hasAssessmentFor", "CVE-2026-0001", ["a"], { type: "security_SsvcVulnAssessmentRelationship" }),
      1,
    ],
    [
      "affected",
      relation("affects", "CVE-2026-0001", ["a"], { type: "security_VexAffectedVulnAssessmentRelationship" }),
      1,
    ],
    [
      "not affected",
      relation("doesNotAffect", "CVE-2026-0001", ["a"], { type: "security_VexNotAffectedVulnAssessmentRelationship" }),
      0,
    ],
    ["fixed", relation("fixedIn", "CVE-2026-0001", ["a"], { type: "security_VexFixedVulnAssessmentRelationship" }), 0],
    [
      "something elsewhere",
      relation("affects", "CVE-2026-0001", ["z"], { type: "security_VexAffectedVulnAssessmentRelationship" }),
      0,
    ],
  ])("%s is an observation or not", (_, element, n) => {
    expect(observed(cve("CVE-2026-0001"), element)?.length).toBe(n);
  });

  test("the worst word of all assessments counts, else the scores", () => {
    const score = (version: string, rest: object): object =>
      relation("hasAssessmentFor", "CVE-2026-0001", ["a"], {
        type: `security_Cvss${version}VulnAssessmentRelationship`,
        ...rest,
      });
    const low = { security_severity: "low", security_score: 9.9 };
    const found = [
      observed(score("V3", low), score("V4", { security_severity: "high" })),
      observed(score("V3", { security_score: "9.1" })),
      observed(score("V3", { security_score: {}, security_vectorString: "x" })),
    ];
    expect(found.map((list) => list?.[0]?.severity)).toEqual(["high", "critical", "unknown"]);
  });

  test("the part that is assessed is the package, and its product the product of the statement", () => {
    const { items } = read(
      pack("a", { software_packageUrl: "pkg:npm/a@1" }),
      pack("b", { software_packageUrl: "pkg:npm/b@1" }),
      relation("affects", "urn:CVE-2026-0001", ["a"], {
        type: "security_VexAffectedVulnAssessmentRelationship",
        security_assessedElement: "b",
      }),
    );
    expect(items.observations?.map(({ package: { purl } }) => purl)).toEqual(["pkg:npm/b@1"]);
    expect(items.vexStatements?.[0]?.products).toEqual([
      { id: "a", purl: "pkg:npm/a@1", subcomponents: [{ id: "b", purl: "pkg:npm/b@1" }] },
    ]);
  });

  test("a vulnerability that nothing is tied to is a doubt", () => {
    expect(read(pack("a"), cve("CVE-2026-0001")).coverage.doubts).toEqual(["1 vulnerability is tied to nothing"]);
  });
});
