import { expect, test } from "bun:test";
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditFile } from "../../../src/doors/system/audit-file.ts";
import { directoryOf, readLogs } from "../../../src/doors/system/audit-read.ts";
import { checkFamily } from "../../../src/evidence/log-family.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { workspace } from "../../support/workspace.ts";

const fresh = workspace();
const logKey = makeLogKey();

/** The directory of a log with two closed years. */
function logged(): string {
  const evidence = fresh();
  for (const year of [2024, 2025, 2026]) {
    auditFile.append(evidence, { event: "a.b", ts: `${year}-05-05T00:00:00Z` }, { logKey });
  }
  return join(evidence, "audit");
}

test("readLogs() gives the open log and the closed years, oldest first", () => {
  const logs = readLogs(logged())!;
  expect(logs.closed?.map(({ year }) => year)).toEqual(["2024", "2025"]);
  expect([logs, ...logs.closed!].every((one) => one.head !== undefined && one.checkpoint !== undefined)).toBe(true);
  expect(checkFamily(logs).problems).toEqual([]);
});

test("readLogs() of a directory without a log is undefined; of years alone an empty log behind them", () => {
  expect(readLogs(fresh())).toBeUndefined();
  expect(readLogs(join(fresh(), "missing"))).toBeUndefined();
  const directory = logged();
  for (const name of ["audit.jsonl", "head", "checkpoint"]) rmSync(join(directory, name));
  expect(readLogs(directory)).toMatchObject({ log: new Uint8Array(), closed: [{ year: "2024" }, { year: "2025" }] });
});

test("readLogs() passes over what is being built among the years", () => {
  const directory = logged();
  mkdirSync(join(directory, "shards/.tmp-2026"));
  writeFileSync(join(directory, "shards/note.txt"), "");
  expect(readLogs(directory)?.closed).toHaveLength(2);
});

test.each(["checkpoint", "head", "audit.jsonl", "shards", "shards/2024", "shards/2025/audit.jsonl"])(
  "readLogs() refuses %s as a link",
  (name) => {
    const directory = logged();
    const elsewhere = join(fresh(), "moved");
    renameSync(join(directory, name), elsewhere);
    symlinkSync(elsewhere, join(directory, name));
    expect(codeOf(() => readLogs(directory))).toBe("INTEGRITY_LOG");
  },
);

test("readLogs() refuses a checkpoint of no sane size", () => {
  const directory = logged();
  truncateSync(join(directory, "checkpoint"), 2 ** 20);
  expect(codeOf(() => readLogs(directory))).toBe("INTEGRITY_LOG");
});

test("directoryOf() is that of the open log or of a year", () => {
  expect([directoryOf("a"), directoryOf("a", "2024")]).toEqual(["a", "a/shards/2024"]);
});
