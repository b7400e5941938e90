import { describe, expect, test } from "bun:test";
import { auditAnchor } from "../../../src/doors/actions/audit-anchor.ts";
import { auditVerify } from "../../../src/doors/actions/audit-verify.ts";
import { scanLog } from "../../../src/evidence/check-log.ts";
import { proofText } from "../../../src/standards/tlog-proof.ts";
import { codeOf } from "../../support/code-of.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";
import { addRun, checkpointIn, evidence, forkedCheckpoint, loggedYears, logKey } from "./sample-audit.ts";

const path = `${evidence}/audit/audit.jsonl`;

function exitOf(runtime: FakeRuntime, over: Partial<Parameters<typeof auditVerify>[0]> = {}): number {
  return auditVerify({ evidenceDir: evidence, ...over }, runtime).exitCode;
}

/** The log with its last line gone, and everything that is derived made to fit. */
function cut(runtime: FakeRuntime): void {
  const log = runtime.disk.get(path)!;
  const lines = textOf(log).trimEnd().split("\n").slice(0, -1);
  for (const name of [...runtime.disk.keys()]) if (name.startsWith(`${evidence}/audit/`)) runtime.disk.delete(name);
  runtime.disk.set(path, bytesOf(`${lines.join("\n")}\n`));
}

describe("auditVerify()", () => {
  test("passes the logs as they were written, with key, hashes and checkpoints", () => {
    for (const years of [[2026], [2024, 2025, 2026]]) {
      const { exitCode, text } = auditVerify({ evidenceDir: evidence, logPub: "log.pub" }, loggedYears(years));
      expect([exitCode, text.split("\n")[0]]).toEqual([0, "VERIFIED"]);
    }
  });

  test("finds every changed byte of log, head, hashes and checkpoints, in the open log and in closed years", () => {
    const runtime = loggedYears([2025, 2026], 2);
    const missed: string[] = [];
    const files = [...runtime.disk].filter(([name]) => name.startsWith(`${evidence}/audit/`));
    expect(files.length).toBe(8);
    for (const [name, bytes] of files) {
      for (let at = 0; at < bytes.length; at++) {
        runtime.disk.set(name, bytes.with(at, bytes[at]! ^ (1 << (at % 8))));
        if (exitOf(runtime, { logPub: "log.pub" }) !== 5) missed.push(`${name}:${at}`);
      }
      runtime.disk.set(name, bytes);
    }
    expect(missed).toEqual([]);
  });

  test("fails when lines were cut off, unless all that knows of them is gone, too", () => {
    const runtime = loggedYears([2026]);
    const kept = checkpointIn(runtime);
    const log = runtime.disk.get(path)!;
    runtime.disk.set(path, log.subarray(0, log.lastIndexOf(10, -2) + 1));
    expect(exitOf(runtime)).toBe(5);
    runtime.disk.delete(`${evidence}/audit/head`);
    expect(exitOf(runtime)).toBe(5);
    cut(runtime);
    expect(exitOf(runtime)).toBe(0);
    runtime.disk.set("kept", kept);
    expect(exitOf(runtime, { since: "kept" })).toBe(5);
  });

  test("passes a log that continues a kept checkpoint, and says so", () => {
    const runtime = loggedYears([2025, 2026]);
    runtime.disk.set("old", runtime.disk.get(`${evidence}/audit/shards/2025/checkpoint`)!);
    runtime.disk.set("kept", checkpointIn(runtime));
    addRun(runtime, "later");
    for (const since of ["kept", "old"]) {
      const { exitCode, text } = auditVerify({ evidenceDir: evidence, since, logPub: "log.pub" }, runtime);
      expect([exitCode, text]).toEqual([0, expect.stringMatching(/kept checkpoint: the log continues its \d lines/)]);
    }
  });

  test("takes the checkpoint out of a proof that was kept", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set(
      "run.tlog-proof",
      bytesOf(proofText({ index: 0, proof: [], checkpoint: textOf(checkpointIn(runtime)) })),
    );
    expect(exitOf(runtime, { since: "run.tlog-proof" })).toBe(0);
  });

  test("fails a kept checkpoint of another history, of another log, or of another key", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("forked", forkedCheckpoint(runtime));
    runtime.disk.set("other", checkpointIn(loggedYears([2025])));
    runtime.disk.set("foreign", checkpointIn(loggedYears([2026], 3, makeLogKey())));
    expect(exitOf(runtime, { since: "forked" })).toBe(5);
    expect(exitOf(runtime, { since: "other" })).toBe(5);
    expect([exitOf(runtime, { since: "foreign" }), exitOf(runtime, { since: "foreign", logPub: "log.pub" })]).toEqual([
      0, 5,
    ]);
  });

  test("fails when an anchored checkpoint is no longer continued", () => {
    const runtime = loggedYears([2026]);
    auditAnchor({ evidenceDir: evidence, anchor: { file: "away" } }, runtime);
    addRun(runtime, "later");
    expect(exitOf(runtime)).toBe(0);
    const [name] = [...runtime.disk.keys()].filter((one) => one.includes("/anchors/"));
    runtime.disk.set(name!, forkedCheckpoint(runtime));
    expect(exitOf(runtime)).toBe(5);
  });

  test("fails when the log is empty and its head is not", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set(path, new Uint8Array());
    expect(exitOf(runtime)).toBe(5);
  });

  test("leaves hashes that are too short to the next append, and says so", () => {
    const runtime = loggedYears([2026]);
    const name = `${evidence}/audit/hashes/0`;
    runtime.disk.set(name, runtime.disk.get(name)!.subarray(0, 32));
    const { exitCode, text } = auditVerify({ evidenceDir: evidence }, runtime);
    expect([exitCode, text]).toEqual([0, expect.stringContaining("the next append makes them anew")]);
  });

  test("passes a log without a checkpoint, unless a key asks for one", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.delete(`${evidence}/audit/checkpoint`);
    expect([exitOf(runtime), exitOf(runtime, { logPub: "log.pub" })]).toEqual([0, 5]);
  });

  test("finds no log, no kept checkpoint, no key", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("none", bytesOf("x"));
    expect(codeOf(() => exitOf(fakeRuntime()))).toBe("INPUT_NOT_FOUND");
    expect(codeOf(() => exitOf(runtime, { since: "missing" }))).toBe("INPUT_NOT_FOUND");
    expect(codeOf(() => exitOf(runtime, { since: "none" }))).toBe("INPUT_MALFORMED");
    expect(codeOf(() => exitOf(runtime, { logPub: "missing" }))).toBe("USAGE_KEY_MISSING");
    expect(codeOf(() => exitOf(runtime, { logPub: "none" }))).toBe("USAGE_KEY_INVALID");
  });

  test.each([
    ["an empty log", true],
    ["no log", false],
  ])("fails runs with %s", (_, isThere) => {
    const runtime = fakeRuntime({ files: { [`${evidence}/demo/run-1/manifest.json`]: "{}" } });
    if (isThere) runtime.disk.set(path, new Uint8Array());
    expect(exitOf(runtime)).toBe(5);
  });

  test("tells the root that the log has", () => {
    const runtime = loggedYears([2026], 1);
    const { leaves } = scanLog(runtime.disk.get(path)!);
    expect(auditVerify({ evidenceDir: evidence }, runtime).text).toContain(leaves.toHex());
    expect(logKey.publicKey).toHaveLength(32);
  });
});
