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
  not used: 2 matches: unreadable match
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
