import { describe, expect, test } from "bun:test";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FixopsError } from "../../../src/domain/error.ts";
import type { AppendOptions } from "../../../src/domain/runtime.ts";
import { auditFile } from "../../../src/doors/system/audit-file.ts";
import { scanLog } from "../../../src/evidence/check-log.ts";
import { openCheckpoint, originOf } from "../../../src/evidence/log-checkpoint.ts";
import { levelsOf } from "../../../src/evidence/log-levels.ts";
import { leafHash, rootOf } from "../../../src/standards/merkle.ts";
import { rootFromInclusion } from "../../../src/standards/merkle-proof.ts";
import { parseProof } from "../../../src/standards/tlog-proof.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { bytesOf, treeOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const logKey = makeLogKey();
const event = { event: "decision.made", ts: "2026-01-02T03:04:05Z", run: "r1" };

function append(evidence: string, options: AppendOptions = { logKey }): string | undefined {
  let proof: string | undefined;
  auditFile.append(evidence, event, {
    ...options,
    commit: (text) => {
      proof = text;
    },
  });
  return proof;
}

function scan(evidence: string) {
  const { log, head } = auditFile.read(evidence)!;
  return scanLog(log, head);
}

function checkpointOf(evidence: string) {
  return openCheckpoint(auditFile.read(evidence)!.checkpoint!, [logKey.publicKey]);
}

function path(evidence: string, name: string): string {
  return join(evidence, "audit", name);
}

describe("append() with a log key", () => {
  test("signs a checkpoint of just the lines that there are, each time", () => {
    const evidence = fresh();
    for (let size = 1; size <= 20; size++) {
      append(evidence);
      const { head, leaves } = scan(evidence);
      const { isVerified, ...checkpoint } = checkpointOf(evidence);
      expect(isVerified).toBe(true);
      expect(checkpoint).toEqual({ origin: originOf(leaves.subarray(0, 32).toHex()), size, root: rootOf(head.edge) });
    }
  });

  test("gives commit a proof of the line that holds under that checkpoint", () => {
    const evidence = fresh();
    for (let index = 0; index < 20; index++) {
      const { checkpoint, ...inclusion } = parseProof(append(evidence)!);
      const { size, root, isVerified } = openCheckpoint(bytesOf(checkpoint), [logKey.publicKey]);
      const leaf = scan(evidence).leaves.slice(index * 32, index * 32 + 32);
      expect([isVerified, inclusion.index, size]).toEqual([true, index, index + 1]);
      expect(Uint8Array.fromHex(leafHash(inclusion.extra!))).toEqual(leaf.slice(0, 32));
      expect(rootFromInclusion({ ...inclusion, size, leaf })).toEqual(root);
      expect(auditFile.read(evidence)!.checkpoint).toEqual(bytesOf(checkpoint));
    }
  });

  test("makes the proof before the line is told as recorded, and the checkpoint after", () => {
    const evidence = fresh();
    append(evidence);
    const before = readFileSync(path(evidence, "checkpoint"));
    const commit = (proof: string | undefined) => {
      expect(proof).toContain("index 1");
      expect(readFileSync(path(evidence, "checkpoint"))).toEqual(before);
    };
    auditFile.append(evidence, event, { logKey, commit });
    expect(checkpointOf(evidence).size).toBe(2);
  });

  test("continues a log that others write without a key", () => {
    const evidence = fresh();
    append(evidence);
    for (let count = 0; count < 300; count++) expect(append(evidence, {})).toBeUndefined();
    expect(checkpointOf(evidence).size).toBe(1);
    append(evidence);
    expect(checkpointOf(evidence)).toMatchObject({ size: 302, root: rootOf(scan(evidence).head.edge) });
  });

  test("signs a log that had no checkpoint when all of it is sound", () => {
    const evidence = fresh();
    append(evidence, {});
    append(evidence, {});
    append(evidence);
    expect(checkpointOf(evidence).size).toBe(3);
    const other = fresh();
    for (let count = 0; count < 4; count++) append(other, {});
    const text = readFileSync(path(other, "audit.jsonl"), "utf8");
    writeFileSync(path(other, "audit.jsonl"), text.replace("r1", "r2"));
    expect(codeOf(() => append(other))).toBe("INTEGRITY_LOG");
  });

  test("goes on with another key than the one before", () => {
    const evidence = fresh();
    append(evidence, { logKey: makeLogKey() });
    append(evidence);
    expect(checkpointOf(evidence)).toMatchObject({ size: 2, isVerified: true });
  });

  test.each<[string, (evidence: string) => void]>([
    [
      "is of more lines",
      (evidence) => {
        const kept = readFileSync(path(evidence, "checkpoint"));
        const log = readFileSync(path(evidence, "audit.jsonl"), "utf8").trimEnd().split("\n");
        writeFileSync(path(evidence, "audit.jsonl"), `${log.slice(0, -1).join("\n")}\n`);
        for (const name of ["head", "checkpoint"]) rmSync(path(evidence, name));
        writeFileSync(path(evidence, "checkpoint"), kept);
      },
    ],
    [
      "is of another log",
      (evidence) => {
        const other = fresh();
        auditFile.append(other, { ...event, run: "other" }, { logKey });
        writeFileSync(path(evidence, "checkpoint"), readFileSync(path(other, "checkpoint")));
      },
    ],
    [
      "is of another history",
      (evidence) => {
        const other = fresh();
        append(other);
        auditFile.append(other, { ...event, run: "other" }, { logKey });
        append(other);
        for (const name of ["checkpoint", "audit.jsonl", "head"]) {
          const from = name === "checkpoint" ? evidence : other;
          writeFileSync(path(evidence, name), readFileSync(path(from, name)));
        }
      },
    ],
    ["is no note", (evidence) => appendFileSync(path(evidence, "checkpoint"), "x")],
    ["is empty", (evidence) => writeFileSync(path(evidence, "checkpoint"), "")],
    [
      "has another signature",
      (evidence) => {
        const text = readFileSync(path(evidence, "checkpoint"), "utf8");
        const end = text.lastIndexOf(" ") + 20;
        writeFileSync(
          path(evidence, "checkpoint"),
          `${text.slice(0, end)}${text[end] === "A" ? "B" : "A"}${text.slice(end + 1)}`,
        );
      },
    ],
  ])("refuses when the checkpoint that is there %s, and appends nothing", (_, damage) => {
    const evidence = fresh();
    for (let count = 0; count < 3; count++) append(evidence);
    damage(evidence);
    const before = readFileSync(path(evidence, "audit.jsonl"));
    expect(codeOf(() => append(evidence))).toBe("INTEGRITY_LOG");
    expect(readFileSync(path(evidence, "audit.jsonl"))).toEqual(before);
  });

  test("does not sign what a changed head says, and puts the head right", () => {
    const evidence = fresh();
    for (let count = 0; count < 3; count++) append(evidence);
    append(evidence, {});
    const head = readFileSync(path(evidence, "head"), "utf8");
    const edge = scan(evidence).head.edge[0]!.toHex();
    writeFileSync(path(evidence, "head"), head.replace(edge, "0".repeat(64)));
    append(evidence);
    const { problems, head: sound, size } = scan(evidence);
    expect([problems, size]).toEqual([[], 6]);
    expect(checkpointOf(evidence).root).toEqual(rootOf(sound.edge));
    expect(readFileSync(path(evidence, "audit.jsonl"), "utf8")).toContain('"reason":"head damaged"');
  });
});

describe("append()", () => {
  const fail = () => {
    throw new FixopsError("IO_EXISTS", "taken");
  };

  test("that fails leaves log, head, hashes and checkpoint as they were", () => {
    const evidence = fresh();
    for (let count = 0; count < 255; count++) append(evidence);
    const before = treeOf(evidence).filter((name) => !name.endsWith("hashes") && name !== "audit");
    const bytes = before.map((name) => readFileSync(join(evidence, name)));
    expect(codeOf(() => auditFile.append(evidence, event, { logKey, commit: fail }))).toBe("IO_EXISTS");
    const after = treeOf(evidence).filter((name) => !name.endsWith("hashes") && name !== "audit");
    expect(after).toEqual(before);
    expect(after.map((name) => readFileSync(join(evidence, name)))).toEqual(bytes);
    append(evidence);
    expect(scan(evidence)).toMatchObject({ size: 256, problems: [] });
  });

  test("keeps the hash levels as they follow from the lines", () => {
    const evidence = fresh();
    const events = Array.from({ length: 700 }, () => event);
    auditFile.appendAll(evidence, events);
    for (let count = 0; count < 70; count++) append(evidence, {});
    expect(auditFile.readHashes(evidence)).toEqual(levelsOf(scan(evidence).leaves));
    expect(auditFile.readHashes(evidence).map((level) => level.length / 32)).toEqual([770, 3]);
  });

  test("refuses no events", () => {
    expect(() => auditFile.appendAll(fresh(), [])).toThrow(RangeError);
  });

  test("acknowledges several events by the last, and proves it", () => {
    const evidence = fresh();
    append(evidence);
    let proof = "";
    const receipt = auditFile.appendAll(evidence, [event, event, event], {
      logKey,
      commit: (text) => {
        proof = text ?? "";
      },
    });
    expect(receipt).toEqual({ seq: 3, leaf: scan(evidence).lastLeaf });
    expect(parseProof(proof).index).toBe(3);
    expect(codeOf(() => auditFile.appendAll(evidence, [event, event], { commit: fail }))).toBe("IO_EXISTS");
    expect(scan(evidence).size).toBe(4);
  });
});
