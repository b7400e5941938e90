import { describe, expect, test } from "bun:test";
import { type Anchor, auditAnchor } from "../../../src/doors/actions/audit-anchor.ts";
import { auditVerify } from "../../../src/doors/actions/audit-verify.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeRuntime, fakeRuntime } from "../../support/runtime.ts";
import { timeStamp } from "../../support/time-stamp.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";
import { addRun, checkpointIn, evidence, forkedCheckpoint, loggedYears } from "./sample-audit.ts";

function anchor(to: Anchor, runtime: FakeRuntime) {
  return auditAnchor({ evidenceDir: evidence, anchor: to }, runtime);
}

function anchorsIn(runtime: FakeRuntime): readonly string[] {
  return [...runtime.disk.keys()].filter((name) => name.includes("/anchors/")).toSorted();
}

function tokenOf(bytes: Uint8Array): Uint8Array {
  return timeStamp(new Uint8Array(new Bun.CryptoHasher("sha256").update(bytes).digest()));
}

describe("auditAnchor() to a file", () => {
  test("writes the checkpoint there and keeps a copy, again and again", () => {
    const runtime = loggedYears([2025, 2026]);
    for (let count = 1; count <= 3; count++) {
      anchor({ file: "away/checkpoint" }, runtime);
      expect(runtime.disk.get("away/checkpoint")).toEqual(checkpointIn(runtime));
      expect(anchorsIn(runtime)).toHaveLength(count);
      addRun(runtime, `later-${count}`);
    }
    expect(anchorsIn(runtime)[0]).toMatch(/anchors\/000000000004-[0-9a-f]{8}\.checkpoint$/);
    expect(auditVerify({ evidenceDir: evidence, since: "away/checkpoint" }, runtime).exitCode).toBe(0);
  });

  test("replaces no larger checkpoint, none of another history, and nothing that is none", () => {
    const runtime = loggedYears([2026]);
    const longer = loggedYears([2026]);
    addRun(longer, "later");
    for (const [there, code] of [
      [checkpointIn(longer), "INTEGRITY_LOG"],
      [forkedCheckpoint(runtime), "INTEGRITY_LOG"],
      [bytesOf("my notes"), "INPUT_MALFORMED"],
    ] as const) {
      runtime.disk.set("away", there);
      expect(codeOf(() => anchor({ file: "away" }, runtime))).toBe(code);
      expect(runtime.disk.get("away")).toEqual(there);
    }
    expect(anchorsIn(runtime)).toEqual([]);
  });
});

test("auditAnchor() to a git note hands the note over as it is", () => {
  const runtime = loggedYears([2026]);
  const notes: string[] = [];
  const auditLog = { ...runtime.auditLog, addGitNote: (...words: readonly string[]) => void notes.push(...words) };
  anchor({ gitRepository: "repo" }, { ...runtime, auditLog });
  expect(notes).toEqual(["repo", textOf(checkpointIn(runtime))]);
  expect(anchorsIn(runtime)).toHaveLength(1);
});

describe("auditAnchor() with a time-stamp", () => {
  test("keeps the token of just this checkpoint, and verify looks at it", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("token.tsr", tokenOf(checkpointIn(runtime)));
    expect(anchor({ timestamp: "token.tsr" }, runtime).text).toContain("openssl ts -verify");
    expect(anchorsIn(runtime).map((name) => name.split(".").at(-1))).toEqual(["checkpoint", "tsr"]);
    addRun(runtime, "later");
    expect(auditVerify({ evidenceDir: evidence }, runtime).exitCode).toBe(0);
    runtime.disk.set(anchorsIn(runtime)[1]!, tokenOf(bytesOf("x")));
    expect(auditVerify({ evidenceDir: evidence }, runtime).exitCode).toBe(5);
  });

  test("refuses one of an older checkpoint, what is none, and what is not there", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("token.tsr", tokenOf(checkpointIn(runtime)));
    runtime.disk.set("none.tsr", bytesOf("x"));
    addRun(runtime, "later");
    expect(codeOf(() => anchor({ timestamp: "token.tsr" }, runtime))).toBe("INTEGRITY_DIGEST");
    expect(codeOf(() => anchor({ timestamp: "none.tsr" }, runtime))).toBe("INPUT_MALFORMED");
    expect(codeOf(() => anchor({ timestamp: "missing.tsr" }, runtime))).toBe("INPUT_NOT_FOUND");
  });
});

test("auditAnchor() needs a log with a checkpoint", () => {
  expect(codeOf(() => anchor({ file: "away" }, fakeRuntime()))).toBe("INPUT_NOT_FOUND");
  const runtime = loggedYears([2026]);
  runtime.disk.delete(`${evidence}/audit/checkpoint`);
  expect(codeOf(() => anchor({ file: "away" }, runtime))).toBe("INPUT_NOT_FOUND");
});
