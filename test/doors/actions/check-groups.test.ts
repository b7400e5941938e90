import { describe, expect, test } from "bun:test";
import {
  type CheckGroup,
  checksOfLog,
  failureIn,
  findLog,
  renderGroups,
  resultOf,
} from "../../../src/doors/actions/check-groups.ts";
import { runGate } from "../../../src/doors/actions/gate.ts";
import { checkLog } from "../../../src/evidence/check-log.ts";
import { evidence, gateRequest, gateRuntime } from "./sample-gate.ts";

function made() {
  const runtime = gateRuntime();
  runGate(gateRequest({ runId: "one" }), runtime);
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

test("findLog() gives the log, nothing, or why what stands in its place is none", () => {
  const { runtime } = made();
  expect(findLog(evidence, runtime).log?.size).toBe(1);
  expect(findLog("/w/none", runtime)).toEqual({ log: undefined, failed: [] });
});

test("checksOfLog() tells a torn tail and does not fail for it", () => {
  const { runtime } = made();
  const log = Buffer.concat([
    runtime.disk.get(`${evidence}/audit/audit.jsonl`) ?? new Uint8Array(),
    Buffer.from('{"v":1'),
  ]);
  expect(checksOfLog(checkLog(log)).map((check) => check.status)).toEqual(["pass", "unknown"]);
});

test("renderGroups() prints no control character of a file's name", () => {
  const groups = [{ subject: "a\u001b[31m", checks: [{ what: "file", status: "fail", detail: "x\ny" } as const] }];
  expect(renderGroups(groups)).toBe("NOT VERIFIED\n\na\\u{1b}[31m\n  FAIL  file: x\\u{a}y\n");
});
