import { expect, test } from "bun:test";
import { contactsOfAgent, hashesOf, readFiles } from "../../../../src/ingest/formats/sbom/spdx-3-files.ts";
import { readGraph } from "../../../../src/ingest/formats/sbom/spdx-3-graph.ts";

const hash = { type: "Hash", algorithm: "sha512", hashValue: "00" };
const elements = [
  { type: "software_Package", spdxId: "p" },
  { type: "software_Package", spdxId: "q" },
  {
    type: "software_File",
    spdxId: "f",
    name: "a.jar",
    verifiedUsing: [hash],
    software_additionalPurpose: ["archive", "container"],
  },
  { type: "software_File", spdxId: "g" },
  { type: "Relationship", relationshipType: "hasDistributionArtifact", from: "p", to: ["f"] },
  { type: "Relationship", relationshipType: "hasDistributionArtifact", from: "p", to: ["g"] },
  { type: "Relationship", relationshipType: "hasDistributionArtifact", from: "q", to: ["p"] },
  { type: "Relationship", relationshipType: "contains", from: "q", to: ["g"] },
];

test("readFiles() gives the first file that each package is delivered as", () => {
  const files = [...readFiles(readGraph({ "@graph": elements }))].map(([{ id }, file]) => [id, file]);
  expect(files).toEqual([
    ["p", { hashes: ["sha512:00"], name: "a.jar", executable: false, archive: true, structured: true }],
  ]);
});

test("readFiles() says of properties what purposes say, and nothing without them", () => {
  const of = (purposes: unknown) => {
    const file = { type: "software_File", spdxId: "f", software_additionalPurpose: purposes };
    const [found] = readFiles(readGraph({ "@graph": [elements[0], file, elements[4]] })).values();
    return [found?.executable, found?.archive, found?.structured];
  };
  expect(of(["executable", "firmware"])).toEqual([true, false, false]);
  expect(of([])).toEqual([false, false, undefined]);
  expect(of(undefined)).toEqual([undefined, undefined, undefined]);
});

test("hashesOf() reads hashes only", () => {
  const graph = readGraph({
    "@graph": [{ type: "software_File", spdxId: "f", verifiedUsing: [hash, { type: "Signature" }] }],
  });
  expect(hashesOf(graph.byId.get("f")?.node, graph)).toEqual(["sha512:00"]);
});

test("contactsOfAgent() finds addresses among external identifiers", () => {
  const externalIdentifier = [
    { type: "ExternalIdentifier", externalIdentifierType: "email", identifier: "a@acme.example" },
    { type: "ExternalIdentifier", externalIdentifierType: "other", identifier: "none" },
  ];
  const graph = readGraph({ "@graph": [{ type: "Organization", spdxId: "o", externalIdentifier }] });
  expect(contactsOfAgent(graph.byId.get("o"), graph)).toEqual(["a@acme.example"]);
  expect(contactsOfAgent(undefined, graph)).toEqual([]);
});
