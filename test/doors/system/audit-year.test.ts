import { describe, expect, test } from "bun:test";
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { auditFile } from "../../../src/doors/system/audit-file.ts";
import { checkLog } from "../../../src/evidence/check-log.ts";
import { originOf } from "../../../src/evidence/log-checkpoint.ts";
import { levelsOf } from "../../../src/evidence/log-levels.ts";
import { newLines } from "../../../src/evidence/log-lines.ts";
import { closingEvent } from "../../../src/evidence/log-years.ts";
import { rootOf } from "../../../src/standards/merkle.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const logKey = makeLogKey();

function append(evidence: string, year: number, key = true) {
  const event = { event: "decision.made", ts: `${year}-06-01T00:00:00Z`, run: `r${year}` };
  return auditFile.append(evidence, event, key ? { logKey } : {});
}

function eventsOf(log: Uint8Array): readonly string[] {
  return checkLog(log).lines.map(({ line }) => `${line.ts.slice(0, 4)} ${line.event}`);
}

describe("an event of a later year", () => {
  test("closes the log, moves it to its year and opens the next, which names it", () => {
    const evidence = fresh();
    append(evidence, 2025);
    append(evidence, 2025);
    expect(append(evidence, 2026).seq).toBe(1);
    const { log, head, closed = [] } = auditFile.read(evidence)!;
    expect(eventsOf(log)).toEqual(["2026 log.opened", "2026 decision.made"]);
    expect(closed.map(({ year }) => year)).toEqual(["2025"]);
    const [old] = closed;
    expect(eventsOf(old!.log)).toEqual(["2025 decision.made", "2025 decision.made", "2026 log.closed"]);
    const report = checkLog(old!.log, old!.head);
    expect([report.problems, checkLog(log, head).problems]).toEqual([[], []]);
    expect(report.lines[2]!.line.data).toEqual({ next: "2026", year: "2025" });
    const { subject, data } = checkLog(log).lines[0]!.line;
    expect(subject).toEqual({ leaf: report.lastLeaf, root: rootOf(report.head.edge).toHex() });
    expect(data).toEqual({ closed: originOf(report.lines[0]!.leaf), size: 3, year: "2025" });
    expect(auditFile.readHashes(evidence, "2025")).toEqual(levelsOf(report.leaves));
    expect(auditFile.readHashes(evidence)).toEqual(levelsOf(checkLog(log).leaves));
    expect(new TextDecoder().decode(old!.checkpoint)).toContain("\n3\n");
    expect(treeOf(join(evidence, "audit/shards/2025"))).toEqual([
      "audit.jsonl",
      "checkpoint",
      "hashes",
      "hashes/0",
      "head",
    ]);
  });

  test("does so year by year, and an earlier or equal year never does", () => {
    const evidence = fresh();
    for (const year of [2020, 2026, 2020, 2026, 2027, 2025, 2027, 2030, 2026]) append(evidence, year, year % 2 === 0);
    const { log, closed = [] } = auditFile.read(evidence)!;
    expect(closed.map(({ year }) => year)).toEqual(["2020", "2026", "2027"]);
    expect(eventsOf(closed[1]!.log)).toEqual([
      "2026 log.opened",
      "2026 decision.made",
      "2020 decision.made",
      "2026 decision.made",
      "2027 log.closed",
    ]);
    expect(eventsOf(log)).toEqual(["2030 log.opened", "2030 decision.made", "2026 decision.made"]);
    const all = [...closed, auditFile.read(evidence)!];
    expect(all.flatMap((one) => checkLog(one.log, one.head).problems)).toEqual([]);
  });

  test("counts in UTC", () => {
    const evidence = fresh();
    append(evidence, 2025);
    auditFile.append(evidence, { event: "a.b", ts: "2026-01-01T00:30:00+01:00" });
    expect(auditFile.read(evidence)!.closed).toBeUndefined();
    auditFile.append(evidence, { event: "a.b", ts: "2025-12-31T23:30:00-01:00" });
    expect(auditFile.read(evidence)!.closed).toHaveLength(1);
  });
});

describe("a crash while a year is closed", () => {
  /** A log that was just closed by its last line, which the head does not know. */
  function closed(evidence = fresh()): string {
    append(evidence, 2025);
    append(evidence, 2025);
    const { log } = auditFile.read(evidence)!;
    const { text } = newLines([closingEvent(2025, "2026-01-01T00:00:00Z")], checkLog(log).head);
    appendFileSync(join(evidence, "audit/audit.jsonl"), text);
    return evidence;
  }

  const shard = (evidence: string) => join(evidence, "audit/shards/2025");

  function expectWhole(evidence: string): void {
    append(evidence, 2026);
    const { log, head, closed: years = [] } = auditFile.read(evidence)!;
    expect(eventsOf(log)).toEqual(["2026 log.opened", "2026 decision.made"]);
    expect(checkLog(log, head).problems).toEqual([]);
    expect(years.map(({ year }) => year)).toEqual(["2025"]);
    expect(checkLog(years[0]!.log, years[0]!.head)).toMatchObject({ size: 3, problems: [] });
    expect(auditFile.readHashes(evidence, "2025")[0]).toHaveLength(96);
    expect(existsSync(join(evidence, "audit/shards/.tmp-2025"))).toBe(false);
  }

  test.each<[string, (evidence: string) => void]>([
    ["after the closing line", () => {}],
    [
      "while the year is built",
      (evidence) => {
        mkdirSync(join(evidence, "audit/shards/.tmp-2025"), { recursive: true });
        writeFileSync(join(evidence, "audit/shards/.tmp-2025/audit.jsonl"), "half");
      },
    ],
    [
      "when the year stands",
      (evidence) => {
        const other = fresh();
        cpSync(evidence, other, { recursive: true });
        append(other, 2026);
        cpSync(join(other, "audit/shards"), join(evidence, "audit/shards"), { recursive: true });
      },
    ],
    [
      "when head and checkpoint are gone",
      (evidence) => {
        for (const name of ["head", "checkpoint"]) rmSync(join(evidence, "audit", name));
      },
    ],
  ])("%s is made good by the next append", (_, crash) => {
    const evidence = closed();
    crash(evidence);
    expectWhole(evidence);
  });

  test("after the new log stands is made good by the next append, without a word", () => {
    const evidence = fresh();
    append(evidence, 2025);
    append(evidence, 2026);
    const path = join(evidence, "audit/audit.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").split("\n", 1).join("").concat("\n"));
    for (const name of ["head", "checkpoint"]) rmSync(join(evidence, "audit", name));
    append(evidence, 2026);
    const { log, head } = auditFile.read(evidence)!;
    expect(eventsOf(log)).toEqual(["2026 log.opened", "2026 decision.made"]);
    expect(checkLog(log, head).problems).toEqual([]);
  });

  test("is not made good over the log of another year of that name", () => {
    const evidence = closed();
    mkdirSync(shard(evidence), { recursive: true });
    writeFileSync(join(shard(evidence), "audit.jsonl"), "another\n");
    expect(codeOf(() => append(evidence, 2026))).toBe("INTEGRITY_LOG");
    expect(readFileSync(join(shard(evidence), "audit.jsonl"), "utf8")).toBe("another\n");
  });
});
