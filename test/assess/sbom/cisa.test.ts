import { expect, test } from "bun:test";
import { cisa } from "../../../src/assess/sbom/cisa.ts";
import { about, documentOf, part } from "../../support/sboms.ts";
import { elementsOf } from "../../support/standards.ts";

test("cisa asks for nine elements of the SBOM and eight of each component", () => {
  expect(cisa.elements.filter((element) => element.of === "component")).toHaveLength(8);
  expect(cisa.elements).toHaveLength(17);
});

test("cisa of an SBOM that says all of it", () => {
  const said = about({
    authors: ["Acme"],
    timestamp: "2026-01-01T00:00:00Z",
    tools: [{ name: "lister", version: "1" }],
    lifecycles: ["build"],
    revision: "urn:uuid:x/1",
  });
  const whole = { version: "1", purl: "pkg:npm/a@1", producer: "x", hashes: ["SHA-256:00"], licenses: ["MIT"] };
  const { sbom_author_signature, ...others } = elementsOf("cisa", documentOf(["a"], { about: said }), [
    part("a", whole),
  ]);
  expect(sbom_author_signature).toBe("not_evaluated");
  expect(new Set(Object.values(others))).toEqual(new Set(["present"]));
});

test("cisa of an SPDX 2 document does not ask for what the format has no field for", () => {
  const said = about({ format: "SPDX", formatVersion: "2.3" });
  const found = elementsOf("cisa", documentOf([], { about: said }), [
    part("a", { supplier: "x", concludedLicenses: ["MIT"], licenses: ["MIT"] }),
  ]);
  expect(found).toMatchObject({
    generation_context: "not_evaluated",
    sbom_version: "not_evaluated",
    tool_version: "missing",
    component_producer: "missing",
    component_license: "missing",
    hash_value: "missing",
  });
});
