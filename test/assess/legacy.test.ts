import { expect, test } from "bun:test";
import { evaluateBaseline, legacyBudget } from "../../src/assess/legacy.ts";
import type { BaselineComparison } from "../../src/domain/model.ts";
import { model } from "../support/build.ts";

const gone = { vulnerabilities: [], findings: [] };
const earlier: BaselineComparison = { name: "earlier", sha256: "ab", shared: [], fixed: gone };
const run = (verdict: "GO" | "NO-GO") => ({ asOf: "2026-01-01T00:00:00Z", verdict, app: {} });

test.each<[string, BaselineComparison | undefined, "all" | "new", string]>([
  ["does not apply without one", undefined, "new", "not_applicable"],
  ["does not apply when it decides nothing", { ...earlier, run: run("NO-GO") }, "all", "not_applicable"],
  ["holds for an earlier release", { ...earlier, run: run("GO") }, "new", "pass"],
  ["holds for earlier reports", earlier, "new", "pass"],
  ["is in doubt for one that was not let out", { ...earlier, run: run("NO-GO") }, "new", "fail"],
  ["is in doubt for another application", { ...earlier, otherApp: "other" }, "new", "fail"],
  ["is in doubt for the same scans", { ...earlier, shared: ["scan.json"] }, "new", "fail"],
])("the baseline %s", (_, baseline, gate, status) => {
  const options = { gate, legacy_budget: legacyBudget.parse({}) };
  expect(evaluateBaseline(model(baseline === undefined ? {} : { baseline }), options).status).toBe(status as "pass");
});
