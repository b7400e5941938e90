import { expect, test } from "bun:test";
import { ntia } from "../../../src/assess/sbom/ntia.ts";
import { about, documentOf, part } from "../../support/sboms.ts";
import { elementsOf } from "../../support/standards.ts";

test("ntia asks for the seven data fields", () => {
  expect(ntia.elements).toHaveLength(7);
});

test("ntia of an SBOM that says all of it", () => {
  const document = documentOf(["a → b"], { about: about({ authors: ["Acme"], timestamp: "2026-01-01T00:00:00Z" }) });
  const said = { version: "1", purl: "pkg:npm/a@1", supplier: "x" };
  const found = elementsOf("ntia", document, [part("a", said), part("b", said)]);
  expect(new Set(Object.values(found))).toEqual(new Set(["present"]));
});

test("ntia of an SBOM that says nothing", () => {
  const document = documentOf([], { about: about({ tools: [{ name: "lister" }], timestamp: "yesterday" }) });
  expect(elementsOf("ntia", document, [part("a"), part("b", { version: "1", cpe: "cpe:2.3:a:x:y:1" })])).toEqual({
    supplier: "missing",
    component_name: "present",
    component_version: "1/2",
    unique_identifiers: "1/2",
    dependency_relationship: "missing",
    author: "missing",
    timestamp: "missing",
  });
});
