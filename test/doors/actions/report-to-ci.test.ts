import { describe, expect, test } from "bun:test";
import type { InputRecord } from "../../../src/domain/bundle.ts";
import { schemaNotEvaluated } from "../../../src/domain/schema-validity.ts";
import { reportToCi } from "../../../src/doors/actions/report-to-ci.ts";
import { decisionRecordOf, reasonRecord } from "../../support/build.ts";
import { fakeRuntime } from "../../support/runtime.ts";

const github = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: "/s/summary.md" };
const decision = decisionRecordOf({ verdict: "NO-GO", reasons: [reasonRecord()] });

function summaryOf(runtime: ReturnType<typeof fakeRuntime>): string {
  return Buffer.from(runtime.disk.get("/s/summary.md") ?? []).toString();
}

describe("reportToCi()", () => {
  test.each([{}, { GITHUB_ACTIONS: "false" }, { GITHUB_STEP_SUMMARY: "/s/summary.md" }])(
    "says nothing under %j",
    (environment) => {
      const runtime = fakeRuntime({ environment });
      reportToCi(decision, undefined, runtime);
      expect([runtime.stderr(), runtime.stdout(), runtime.disk.size]).toEqual(["", "", 0]);
    },
  );

  test("adds the summary to what other steps wrote", () => {
    const runtime = fakeRuntime({ environment: github, files: { "/s/summary.md": "before\n" } });
    reportToCi(decision, undefined, runtime);
    expect(summaryOf(runtime)).toStartWith("before\n## NO-GO: payments&#45;api\n");
    expect(runtime.stderr()).toStartWith("::error ");
  });

  test("ends the summary with the checkpoint of the log", () => {
    const runtime = fakeRuntime({ environment: github });
    reportToCi(decision, "fixops-log/0123456789abcdef 7", runtime);
    expect(summaryOf(runtime)).toEndWith("\nAudit log: `fixops-log/0123456789abcdef 7`\n");
    reportToCi(decision, undefined, runtime);
    expect(summaryOf(runtime).split("Audit log:")).toHaveLength(2);
  });

  test("writes annotations without a summary", () => {
    const runtime = fakeRuntime({ environment: { GITHUB_ACTIONS: "true" } });
    reportToCi(decision, undefined, runtime);
    expect(runtime.disk.size).toBe(0);
    expect(runtime.stderr()).toStartWith("::error ");
  });

  test("tells a summary that cannot be written and goes on", () => {
    const runtime = fakeRuntime({ environment: github, readOnly: ["/s"] });
    expect(() => reportToCi(decision, undefined, runtime)).not.toThrow();
    expect(runtime.stderr()).toContain("step summary");
  });

  test("shows the control characters of its path", () => {
    const environment = { ...github, GITHUB_STEP_SUMMARY: "/s/a\n::set-output name=a::\u001b[2J" };
    const runtime = fakeRuntime({ environment, readOnly: ["/s"] });
    reportToCi(decision, undefined, runtime);
    expect(runtime.stderr()).not.toMatch(/^::set-output/m);
    expect(runtime.stderr()).not.toContain("\u001b");
  });

  test("does not hide a fault of the program", () => {
    const real = fakeRuntime({ environment: github });
    const append = () => {
      throw new TypeError("a fault");
    };
    expect(() => reportToCi(decision, undefined, { ...real, files: { ...real.files, append } })).toThrow(TypeError);
  });

  test("stays below GitHub's limit in bytes, at the end of a line", () => {
    const input = (i: number): InputRecord => ({
      name: `${"漢".repeat(60)}${i}.json`,
      sha256: "a".repeat(64),
      bytes: 1,
      encoding: "utf-8",
      kinds: ["sbom"],
      format: "cyclonedx-json",
      coverage: { schema: schemaNotEvaluated, doubts: [] },
      accounts: [],
      notices: [],
    });
    const runtime = fakeRuntime({ environment: github });
    reportToCi({ ...decision, inputs: Array.from({ length: 8000 }, (_, i) => input(i)) }, undefined, runtime);
    const bytes = runtime.disk.get("/s/summary.md") ?? new Uint8Array();
    expect(bytes.length).toBeLessThanOrEqual(1024 * 1024);
    expect(bytes.length).toBeGreaterThan(800 * 1024);
    expect(summaryOf(runtime)).toEndWith("|\n");
  });
});
