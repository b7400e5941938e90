import { describe, expect, test } from "bun:test";
import { auditExport } from "../../../src/doors/actions/audit-export.ts";
import { auditVerify } from "../../../src/doors/actions/audit-verify.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { addRun, checkpointIn, evidence, forkedCheckpoint, loggedYears } from "./sample-audit.ts";

function namesBelow(runtime: ReturnType<typeof loggedYears>, directory: string): readonly string[] {
  const names = [...runtime.disk.keys()].filter((name) => name.startsWith(`${directory}/`));
  return names.map((name) => name.slice(directory.length + 1)).toSorted();
}

describe("auditExport()", () => {
  test("writes tiles of the open log and of closed years", () => {
    const runtime = loggedYears([2025, 2026], 300);
    const { json } = auditExport({ evidenceDir: evidence, format: "tiles", target: "out" }, runtime);
    expect(json).toMatchObject({ format: "tiles", lines: 602 });
    const tiles = ["tile/0/000", "tile/0/001.p/45", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/45"];
    const own = ["checkpoint", ...tiles];
    expect(namesBelow(runtime, "out")).toEqual([...own, ...own.map((name) => `shards/2025/${name}`)].toSorted());
    expect(runtime.disk.get("out/checkpoint")).toEqual(checkpointIn(runtime));
  });

  test("adds to what an earlier export left, and never puts an older or other checkpoint there", () => {
    const runtime = loggedYears([2026]);
    const request = { evidenceDir: evidence, format: "tiles", target: "out" } as const;
    auditExport(request, runtime);
    const older = checkpointIn(runtime);
    addRun(runtime, "later");
    auditExport(request, runtime);
    expect(namesBelow(runtime, "out")).toContain("tile/0/000.p/4");
    runtime.disk.set(`${evidence}/audit/checkpoint`, older);
    expect(codeOf(() => auditExport(request, runtime))).toBe("INTEGRITY_LOG");
    runtime.disk.set("out/checkpoint", forkedCheckpoint(runtime));
    expect(codeOf(() => auditExport(request, runtime))).toBe("INTEGRITY_LOG");
  });

  test("writes the lines as they are: a log that verifies", () => {
    const runtime = loggedYears([2025, 2026]);
    auditExport({ evidenceDir: evidence, format: "jsonl", target: "copy/audit" }, runtime);
    expect(namesBelow(runtime, "copy/audit")).toEqual([
      "audit.jsonl",
      "checkpoint",
      "head",
      "shards/2025/audit.jsonl",
      "shards/2025/checkpoint",
      "shards/2025/head",
    ]);
    expect(auditVerify({ evidenceDir: "copy", logPub: "log.pub" }, runtime).exitCode).toBe(0);
    addRun(runtime, "later");
    auditExport({ evidenceDir: evidence, format: "jsonl", target: "copy/audit" }, runtime);
    expect(auditVerify({ evidenceDir: "copy", logPub: "log.pub" }, runtime).exitCode).toBe(0);
  });

  test("replaces no lines of another log", () => {
    const runtime = loggedYears([2026]);
    runtime.disk.set("out/audit.jsonl", loggedYears([2025]).disk.get(`${evidence}/audit/audit.jsonl`)!);
    expect(codeOf(() => auditExport({ evidenceDir: evidence, format: "jsonl", target: "out" }, runtime))).toBe(
      "IO_EXISTS",
    );
  });

  test("needs a log, and tiles a checkpoint", () => {
    const request = { evidenceDir: evidence, format: "tiles", target: "out" } as const;
    expect(codeOf(() => auditExport(request, fakeRuntime()))).toBe("INPUT_NOT_FOUND");
    const runtime = loggedYears([2026]);
    runtime.disk.delete(`${evidence}/audit/checkpoint`);
    expect(codeOf(() => auditExport(request, runtime))).toBe("INPUT_NOT_FOUND");
  });
});
