import { expect, test } from "bun:test";
import { inputRecord } from "../../src/domain/input-record.ts";
import type { InspectionRecord } from "../../src/domain/inspection.ts";
import { renderInspection } from "../../src/render/inspection.ts";
import { inputFile } from "../support/build.ts";

function read(over: Parameters<typeof inputFile>[0] = {}): InspectionRecord {
  return { outcome: "read", title: "Grype JSON", recognised_by: "`matches`", ...inputRecord(inputFile(over)) };
}

const refused: InspectionRecord = {
  outcome: "refused",
  name: "b\u001b.json",
  error: { code: "INPUT_TRUNCATED", message: "it ends", where: { file: "b", line: 3, column: 4 }, hint: "again" },
};

test("renderInspection() says what was read, what is doubtful and what was left out", () => {
  const text = renderInspection([
    read({
      formatVersion: "6",
      coverage: { tool: "grype", toolVersion: "1", targets: 2, generatedAt: "2026-01-01", doubts: ["no target"] },
      accounts: [{ items: "matches", raw: 3, kept: 1, notApplicable: [{ reason: "unreadable match", count: 2 }] }],
      notices: ["odd"],
    }),
  ]);
  expect(text).toBe(`doubtful  scan.json
  Grype JSON 6 (grype-json), told by \`matches\`; serves cve
  matches 3 (2 not used)
  by grype 1, made 2026-01-01, targets 2
  not used: 2 of the matches: unreadable match
  doubt: no target
  note: odd

1 file: 1 read (1 with doubts), 0 refused
`);
});

test("renderInspection() shows where a refused file is wrong, and no control characters", () => {
  const text = renderInspection([refused, read()]);
  expect(text).toContain("refused   b\\u{1b}.json\n  INPUT_TRUNCATED: it ends  at 3:4\n  to do: again\n");
  expect(text).toEndWith("2 files: 1 read (0 with doubts), 1 refused\n");
});

const schema = { name: "CycloneDX", version: "1.6" };
const faults = [
  { pointer: "/a\u001b", message: "must be string" },
  { pointer: "", message: "is wrong" },
];

test.each([
  [{ status: "valid", schema: { name: "CISA KEV" } }, "\n  schema valid (CISA KEV)\n"],
  [
    { status: "invalid", schema, faults },
    "\n  schema invalid (CycloneDX 1.6): 2 faults, first at /a\\u{1b}: must be string\n",
  ],
  [{ status: "invalid", schema, faults: faults.slice(1) }, ": at the top: is wrong\n"],
  [{ status: "invalid", schema, faults: Array.from({ length: 5 }, () => faults[1]!) }, ": 5 faults or more, first at"],
] as const)("renderInspection() tells of a schema that was asked: %j", (validity, text) => {
  expect(renderInspection([read({ schema: validity })])).toContain(text);
});

test("renderInspection() is silent on a schema that was not asked", () => {
  expect(renderInspection([read(), read({ schema: { status: "not_evaluated", why: "large" } })])).not.toContain(
    "schema",
  );
});
