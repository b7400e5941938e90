import { expect, test } from "bun:test";
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import { auditFile } from "../../../src/doors/system/audit-file.ts";
import { checkLog } from "../../../src/evidence/check-log.ts";
import { openCheckpoint } from "../../../src/evidence/log-checkpoint.ts";
import { checkFamily } from "../../../src/evidence/log-family.ts";
import { levelsOf } from "../../../src/evidence/log-levels.ts";
import { checkCheckpoint, treeOf as treeOfLog } from "../../../src/evidence/log-tree.ts";
import { root, runAndKill } from "../../support/child.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { canMount, smallDisk, unmountAfterAll } from "../../support/small-disk.ts";
import { treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
unmountAfterAll();

const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: "r1" };

/** Evidence directory with a log of so many events. */
function logOf(count: number, evidence = fresh()): string {
  for (let index = 0; index < count; index++) auditFile.append(evidence, event);
  return evidence;
}

function check(evidence: string): ReturnType<typeof checkLog> {
  const { log, head } = auditFile.read(evidence)!;
  return checkLog(log, head);
}

function hammer(evidence: string, count: number, id: string) {
  return Bun.spawn([process.execPath, "scripts/hammer.ts", "append", evidence, String(count), id], {
    cwd: root,
    stdout: "pipe",
  });
}

test("append() acknowledges with the number and leaf hash of the line", () => {
  const evidence = fresh();
  const receipts = [1, 2, 3].map(() => auditFile.append(evidence, event));
  const { lines, problems } = check(evidence);
  expect(problems).toEqual([]);
  expect(receipts).toEqual(lines.map(({ seq, leaf }) => ({ seq, leaf })));
});

test("append() makes files of mode 0600 in a directory of mode 0700 and no others", () => {
  const evidence = join(fresh(), "new");
  logOf(2, evidence);
  expect(treeOf(evidence)).toEqual([
    "audit",
    "audit/audit.jsonl",
    "audit/audit.lock.db",
    "audit/hashes",
    "audit/hashes/0",
    "audit/head",
  ]);
  const modes = treeOf(evidence).map((path) => (statSync(join(evidence, path)).mode & 0o777).toString(8));
  expect(modes).toEqual(["700", "600", "600", "700", "600", "600"]);
});

test("the chain is checked by sha256sum alone", () => {
  const path = join(logOf(2), "audit/audit.jsonl");
  const command = `l=$(sed -n 1p "${path}"); printf '\\000%s' "$l" | sha256sum | cut -c1-64; sed -n 2p "${path}"`;
  const [digest, second] = Bun.spawnSync(["sh", "-c", command]).stdout.toString().split("\n");
  expect(second).toContain(`"prev":"${digest}"`);
});

test("read() of no log is undefined; of a log that is gone, the head remains", () => {
  expect(auditFile.read(fresh())).toBeUndefined();
  const evidence = logOf(2);
  rmSync(join(evidence, "audit/audit.jsonl"));
  expect(check(evidence).problems).toHaveLength(1);
  expect(codeOf(() => auditFile.append(evidence, event))).toBe("INTEGRITY_LOG");
});

test("append() refuses an event that is none, and the log stays", () => {
  const evidence = logOf(1);
  expect(() => auditFile.append(evidence, { ...event, ts: "now" })).toThrow(RangeError);
  expect(() => auditFile.append(evidence, { ...event, data: { text: "x".repeat(20_000) } })).toThrow(RangeError);
  expect(check(evidence)).toMatchObject({ size: 1, problems: [] });
});

test("append() sets a torn tail aside, tells it in the log and goes on", () => {
  const evidence = logOf(2);
  const before = statSync(join(evidence, "audit/audit.jsonl")).size;
  appendFileSync(join(evidence, "audit/audit.jsonl"), `{"data":\0\0`);
  expect(check(evidence).torn?.offset).toBe(before);
  expect(auditFile.append(evidence, event).seq).toBe(3);
  const { lines, problems, torn } = check(evidence);
  expect(problems).toEqual([]);
  expect(torn).toBeUndefined();
  expect(lines.map(({ line }) => line.event)).toEqual([
    "decision.made",
    "decision.made",
    "log.recovered",
    "decision.made",
  ]);
  const [name = ""] = Object.keys(lines[2]!.line.subject ?? {});
  expect(readFileSync(join(evidence, "audit", name), "utf8")).toBe(`{"data":\0\0`);
});

test("append() adopts a line whose head was lost in a crash", () => {
  const evidence = logOf(2);
  const head = readFileSync(join(evidence, "audit/head"));
  auditFile.append(evidence, event);
  writeFileSync(join(evidence, "audit/head"), head);
  expect(auditFile.append(evidence, event).seq).toBe(3);
  expect(check(evidence)).toMatchObject({ size: 4, problems: [] });
});

test("append() refuses a log that was cut or changed and does not touch it", () => {
  for (const damage of [(path: string) => truncateSync(path, 200), (path: string) => appendFileSync(path, "{}\n")]) {
    const evidence = logOf(3);
    const path = join(evidence, "audit/audit.jsonl");
    damage(path);
    const before = readFileSync(path);
    expect(codeOf(() => auditFile.append(evidence, event))).toBe("INTEGRITY_LOG");
    expect(readFileSync(path).equals(before)).toBe(true);
  }
});

test.each(["audit", "audit/audit.jsonl", "audit/audit.lock.db"])("append() refuses %s planted as a link", (name) => {
  const evidence = fresh();
  const elsewhere = fresh();
  if (name !== "audit") mkdirSync(join(evidence, "audit"));
  symlinkSync(name === "audit" ? elsewhere : join(elsewhere, "target"), join(evidence, name));
  expect(codeOf(() => auditFile.append(evidence, event))).toBe("IO_WRITE");
  expect(treeOf(elsewhere)).toEqual([]);
});

test("8 processes append 100 events each: none is lost and the chain holds", async () => {
  const evidence = fresh();
  const children = Array.from({ length: 8 }, (_, index) => hammer(evidence, 100, `w${index}`));
  const acknowledged = await Promise.all(children.map((child) => new Response(child.stdout).text()));
  const numbers = acknowledged.flatMap((text) => text.split("\n").filter(Boolean).map(Number));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 800 }, (_, index) => index));
  const { size, problems, lines } = check(evidence);
  expect([size, problems]).toEqual([800, []]);
  for (let writer = 0; writer < 8; writer++) {
    const order = lines.filter(({ line }) => line.run === `w${writer}`).map(({ line }) => line.data?.["index"]);
    expect(order).toEqual(Array.from({ length: 100 }, (_, index) => index));
  }
}, 20_000);

/** Kills writers in pairs, after so many milliseconds each; gives what they acknowledged. */
async function killed(evidence: string, command: string, cycles: number): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  for (let cycle = 0; cycle < cycles; cycle++) {
    const writers = ["a", "b"].map((id) => {
      const script = ["scripts/hammer.ts", command, evidence, "100000", `${id}${cycle}`];
      return runAndKill(script, (cycle * 29) % 31);
    });
    acknowledged.push(...(await Promise.all(writers)).flat());
  }
  return acknowledged;
}

test.each(["append", "sign"])(
  "30 writers (%s) killed at random moments lose nothing that was acknowledged",
  async (command) => {
    const evidence = fresh();
    const acknowledged = (await killed(evidence, command, 15)).map(Number);
    const signed = auditFile.read(evidence)?.checkpoint;
    auditFile.append(evidence, event, command === "sign" ? { logKey: makeLogKey() } : {});
    const family = checkFamily(auditFile.read(evidence)!);
    expect(family.problems).toEqual([]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(30);
    expect(new Set(acknowledged).size).toBe(acknowledged.length);
    expect(Math.max(...acknowledged)).toBeLessThan(family.size);
    expect(auditFile.readHashes(evidence)).toEqual(levelsOf(family.leaves));
    expect(signed !== undefined).toBe(command === "sign");
    if (signed === undefined) return;
    const tree = treeOfLog(family.members[0]!);
    expect(checkCheckpoint(tree, { note: signed, file: "kept", what: "kept" }, [])[0]).toMatchObject({
      status: "pass",
    });
    expect(openCheckpoint(signed).size).toBeGreaterThan(Math.max(...acknowledged));
  },
  30_000,
);

test("20 writers killed while they close year after year lose nothing that was acknowledged", async () => {
  const evidence = fresh();
  const acknowledged = await killed(evidence, "years", 10);
  auditFile.append(evidence, event);
  const { problems, members, lines } = checkFamily(auditFile.read(evidence)!);
  expect(problems).toEqual([]);
  expect(members.length).toBeGreaterThan(5);
  const leaves = new Set(lines.map(({ leaf }) => leaf));
  expect(acknowledged.length).toBeGreaterThanOrEqual(20);
  expect(acknowledged.filter((leaf) => !leaves.has(leaf))).toEqual([]);
}, 30_000);

test.skipIf(!canMount)("append() on a full disk is IO_FULL and every acknowledged line is there", () => {
  const evidence = join(smallDisk(64), "evidence");
  const noise = { ...event, data: { text: "x".repeat(3000) } };
  let acknowledged = 0;
  const fill = () => {
    for (;;) {
      auditFile.append(evidence, noise);
      acknowledged++;
    }
  };
  expect(codeOf(fill)).toBe("IO_FULL");
  const { size, problems, torn } = check(evidence);
  expect([problems, torn]).toEqual([[], undefined]);
  expect(acknowledged).toBeGreaterThan(5);
  expect(size).toBeGreaterThanOrEqual(acknowledged);
  expect(treeOf(evidence)).not.toContain("audit/head.tmp");
});

test.each(["audit/head", "audit/audit.lock.db-journal", "audit/audit.lock.db-wal"])(
  "append() refuses %s planted as a link and does not touch where it points",
  (name) => {
    const evidence = logOf(1);
    const victim = join(fresh(), "victim");
    writeFileSync(victim, "precious");
    rmSync(join(evidence, name), { force: true });
    symlinkSync(victim, join(evidence, name));
    expect(codeOf(() => auditFile.append(evidence, event))).toBe("IO_WRITE");
    expect(readFileSync(victim, "utf8")).toBe("precious");
  },
);

test("append() does not write through links at temporary names", () => {
  const evidence = logOf(1);
  const victim = join(fresh(), "victim");
  writeFileSync(victim, "precious");
  symlinkSync(victim, join(evidence, "audit/head.tmp"));
  auditFile.append(evidence, event);
  expect(readFileSync(victim, "utf8")).toBe("precious");
});

test("append() refuses to set a torn tail aside through a link", () => {
  const evidence = logOf(1);
  const elsewhere = fresh();
  appendFileSync(join(evidence, "audit/audit.jsonl"), "torn");
  symlinkSync(elsewhere, join(evidence, "audit/torn"));
  expect(codeOf(() => auditFile.append(evidence, event))).toBe("IO_WRITE");
  expect(treeOf(elsewhere)).toEqual([]);
});

test("append() refuses a lock that is a database of somebody else", () => {
  const evidence = logOf(1);
  writeFileSync(join(evidence, "audit/audit.lock.db"), "SQLite format 3");
  expect(codeOf(() => auditFile.append(evidence, event))).toBe("IO_WRITE");
});

test("append() takes the line back when what it tells of does not come about", () => {
  const evidence = logOf(1);
  const before = readFileSync(join(evidence, "audit/audit.jsonl"));
  const fail = () => {
    expect(readFileSync(join(evidence, "audit/audit.jsonl")).length).toBeGreaterThan(before.length);
    throw new FixopsError("IO_EXISTS", "taken");
  };
  expect(codeOf(() => auditFile.append(evidence, event, { commit: fail }))).toBe("IO_EXISTS");
  expect(readFileSync(join(evidence, "audit/audit.jsonl"))).toEqual(before);
  expect(auditFile.append(evidence, event).seq).toBe(1);
  expect(check(evidence)).toMatchObject({ size: 2, problems: [] });
});

test("append() keeps what it recovered when the event itself does not come about", () => {
  const evidence = logOf(1);
  appendFileSync(join(evidence, "audit/audit.jsonl"), "torn");
  const fail = () => {
    throw new FixopsError("IO_EXISTS", "taken");
  };
  expect(codeOf(() => auditFile.append(evidence, event, { commit: fail }))).toBe("IO_EXISTS");
  auditFile.append(evidence, event);
  const { lines, problems } = check(evidence);
  expect(problems).toEqual([]);
  expect(lines.map(({ line }) => line.event)).toEqual(["decision.made", "log.recovered", "decision.made"]);
});

test.each(["audit", "audit/audit.jsonl", "audit/head"])("read() refuses %s as a link", (name) => {
  const evidence = logOf(1);
  const elsewhere = join(fresh(), "moved");
  renameSync(join(evidence, name), elsewhere);
  symlinkSync(elsewhere, join(evidence, name));
  expect(codeOf(() => auditFile.read(evidence))).toBe("INTEGRITY_LOG");
});

test.each([
  ["audit/head", 5000],
  ["audit/audit.jsonl", 2 ** 31],
])("read() refuses %s of %d bytes before it reads", (name, bytes) => {
  const evidence = logOf(1);
  truncateSync(join(evidence, name), bytes);
  expect(codeOf(() => auditFile.read(evidence))).toBe("INTEGRITY_LOG");
});
