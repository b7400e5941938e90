import { describe, expect, test } from "bun:test";
import { composerAudit } from "../../../../src/ingest/formats/vulnerabilities/composer-audit.ts";

describe("composerAudit.detect()", () => {
  test.each([
    ["advisories", { advisories: { "a/b": [{ affectedVersions: "*" }] } }, true],
    ["advisories with gaps", { advisories: { "a/b": { "3": { affectedVersions: "*" } } } }, true],
    ["none, as PHP writes it", { advisories: [], abandoned: [] }, true],
    ["none and nothing else", { advisories: [] }, false],
    ["npm 6", { advisories: { "1": {} }, metadata: {} }, false],
    ["other advisories", { advisories: { a: [{ id: 1 }] }, abandoned: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(composerAudit.detect({ form: "json", value })).toBe(expected);
  });

  test("no other form", () => {
    expect(composerAudit.detect({ form: "text", text: "{}" })).toBe(false);
    expect(composerAudit.detect({ form: "csv", rows: [] })).toBe(false);
  });
});
