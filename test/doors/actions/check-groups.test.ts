import { describe, expect, test } from "bun:test";
import type { LogSigner } from "../../../src/domain/runtime.ts";
import {
  type CheckGroup,
  checksOfLog,
  failureIn,
  findLog,
  renderGroups,
  resultOf,
} from "../../../src/doors/actions/check-groups.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { checkFamily } from "../../../src/evidence/log-family.ts";
import { sampleFamily } from "../../support/log-family.ts";
import { makeLogKey } from "../../support/log-keys.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

async function made() {
  const runtime = gateRuntime();
  await runGate(gateRequest({ runId: "one" }), runtime);
  return { runtime };
}

function groupOf(...statuses: readonly ("pass" | "fail" | "unknown")[]): CheckGroup {
  return { subject: "s", checks: statuses.map((status) => ({ what: status, status, detail: "d" })) };
}

describe("resultOf()", () => {
  test.each([
    ["all holds", ["pass"], 0, "VERIFIED\n"],
    ["something could not be looked at", ["pass", "unknown"], 0, "VERIFIED, but 1 thing could not be checked\n"],
    ["something failed", ["unknown", "fail"], 5, "NOT VERIFIED\n"],
  ] as const)("when %s", (_, statuses, exitCode, headline) => {
    const result = resultOf([groupOf("pass"), groupOf(...statuses)]);
    expect(result.exitCode).toBe(exitCode);
    expect(result.text).toStartWith(headline);
  });

  test("and failureIn() name the first that failed", () => {
    expect(failureIn([groupOf("pass"), groupOf("unknown", "fail")])?.what).toBe("fail");
    expect(failureIn([groupOf("pass")])).toBeUndefined();
  });
});

test("findLog() gives the log, nothing, or why what stands in its place is none", async () => {
  const { runtime } = await made();
  expect(findLog(evidence, runtime).log?.size).toBe(1);
  expect(findLog("/w/none", runtime)).toEqual({ log: undefined, failed: [] });
});

test("checksOfLog() tells a torn tail and does not fail for it", async () => {
  const { runtime } = await made();
  const log = Buffer.concat([
    runtime.disk.get(`${evidence}/audit/audit.jsonl`) ?? new Uint8Array(),
    Buffer.from('{"v":1'),
  ]);
  const checks = checksOfLog(checkFamily({ log, head: runtime.disk.get(`${evidence}/audit/head`) }));
  expect(checks.map(({ status, what }) => `${status} ${what}`)).toEqual(["pass chain", "pass hashes", "unknown tail"]);
});

describe("checksOfLog() with log keys that manifests name", () => {
  const [own, other] = [makeLogKey(), makeLogKey()];
  const stored = sampleFamily([2026], 3, own);
  const ofCheckpoint = (log: typeof stored, ...named: readonly LogSigner[]) =>
    checksOfLog(
      checkFamily(log),
      [],
      named.map(({ publicKey }) => ({ key: publicKey, isVouched: false })),
    )
      .filter(({ what }) => what.startsWith("checkpoint"))
      .map(({ status, detail }) => `${status} ${detail}`);

  test("tells whether the checkpoint is of one of them, and vouches for none", () => {
    const held = "pass the log continues its 3 lines, and has 3";
    expect(ofCheckpoint(stored, own)).toEqual([held, expect.stringMatching(/^unknown is of a log key that/)]);
    expect(ofCheckpoint(stored, other)).toEqual([held, expect.stringMatching(/^unknown is of no log key that/)]);
    expect(ofCheckpoint(stored, other, own)).toEqual(ofCheckpoint(stored, own));
  });

  test("passes one that a signed manifest names", () => {
    const named = [{ key: own.publicKey, isVouched: true }];
    expect(checksOfLog(checkFamily(stored), [], named).filter(({ status }) => status !== "pass")).toEqual([]);
  });

  test("fails a signature of one of them that does not hold, and a checkpoint that is gone", () => {
    const note = stored.checkpoint ?? new Uint8Array();
    const forged = { ...stored, checkpoint: note.with(note.length - 10, (note.at(-10) ?? 0) ^ 1) };
    expect(ofCheckpoint(forged, own)).toEqual([expect.stringMatching(/^fail /)]);
    const { checkpoint: _, ...without } = stored;
    expect(ofCheckpoint(without, own)).toEqual([expect.stringMatching(/^fail a manifest here names a log key/)]);
    expect(ofCheckpoint(without)).toEqual([]);
  });
});

test("renderGroups() prints no control character of a file's name", () => {
  const groups = [{ subject: "a\u001b[31m", checks: [{ what: "file", status: "fail", detail: "x\ny" } as const] }];
  expect(renderGroups(groups)).toBe("NOT VERIFIED\n\na\\u{1b}[31m\n  FAIL  file: x\\u{a}y\n");
});

test("renderGroups() shows what a check was compared with", () => {
  const check = { what: "decision", status: "pass", detail: "GO", against: "manifest.json" } as const;
  expect(renderGroups([{ subject: "demo/one", checks: [check] }])).toBe(
    "VERIFIED\n\ndemo/one\n  ok    decision: GO  [manifest.json]\n",
  );
});
