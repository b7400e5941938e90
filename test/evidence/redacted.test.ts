import { expect, test } from "bun:test";
import { readRedacted, redact, redactedName, redactedSchema } from "../../src/evidence/redacted.ts";
import { rootOfSections, sectionLeaf, sectionSalt } from "../../src/evidence/sections.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { bundle, guessable, sealCanaries, sectionNames } from "../support/redacted.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const plain = bytesOf(canonicalJson(bundle));
const { manifest } = await sealCanaries();

test("redactedName() stands beside the bundle's own", () => {
  expect(redactedName("demo")).toBe("fixops-demo-run-bundle.redacted.json");
});

test("redact() writes canonical JSON with shown sections, their salts, and the leaves of the others", () => {
  const text = textOf(redact(plain, new Set(["severity_overview"])));
  const document = JSON.parse(text);
  expect(text).toBe(`${canonicalJson(document)}\n`);
  expect(Object.keys(document)).toEqual(["app", "as_of", "mode", "run_id", "schema", "sections", "tool", "withheld"]);
  expect(document.schema).toBe(redactedSchema);
  const salt = sectionSalt(bundle.salt, "severity_overview");
  expect(document.sections).toEqual({ severity_overview: { salt, section: guessable } });
  const posture = canonicalJson(bundle.sections["posture"]);
  expect(document.withheld.posture).toBe(sectionLeaf("posture", sectionSalt(bundle.salt, "posture"), posture));
  expect(Object.keys(document.withheld)).toEqual(sectionNames.filter((name) => name !== "severity_overview"));
});

test("readRedacted() reads it back, with leaves that lead to the root of the manifest", () => {
  const read = readRedacted(redact(plain, new Set(["decision", "waivers"])), "demo");
  expect(rootOfSections(read.leaves)).toBe(manifest.sections_root);
  expect(read.sections.map(({ name }) => name)).toEqual([...sectionNames]);
  expect(read.sections.flatMap(({ status }) => status ?? [])).toEqual(["evaluated", "not_evaluated"]);
  expect(read.decision).toContain('"schema":"fixops.decision/v1"');
});

test.each([
  ["without its line feed", (text: string) => text.trimEnd()],
  ["of another schema", (text: string) => text.replace("fixops.redacted/v1", "fixops.redacted/v2")],
  ["with a salt that is none", (text: string) => text.replace(/"salt":"../, '"salt":"')],
])("readRedacted() refuses one %s", (_, edit) => {
  const text = textOf(redact(plain, new Set(["waivers"])));
  expect(() => readRedacted(bytesOf(edit(text)), "demo")).toThrow(
    expect.objectContaining({ code: "INTEGRITY_MANIFEST" }),
  );
});
