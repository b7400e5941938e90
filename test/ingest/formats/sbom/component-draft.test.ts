import { expect, test } from "bun:test";
import { type ComponentDraft, setFound } from "../../../../src/ingest/formats/sbom/component-draft.ts";

test("setFound() sets what was found and leaves no member for what was not", () => {
  const source = { input: "bom.json", pointer: "/components/0" };
  const draft: ComponentDraft = { name: "a", licenses: [], hashes: [], source };
  setFound(draft, "version", "1");
  setFound(draft, "purl", undefined);
  expect(draft).toStrictEqual({ name: "a", licenses: [], hashes: [], source, version: "1" });
  expect(Object.hasOwn(draft, "purl")).toBe(false);
});
