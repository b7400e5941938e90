import { expect, test } from "bun:test";
import { baselineAssessor, baselineRecord } from "../../src/assess/baseline.ts";
import { correlated, model, vulnerability } from "../support/build.ts";

const compared = model({
  baseline: {
    name: "earlier",
    sha256: "ab",
    run: { asOf: "2026-01-01T00:00:00Z", verdict: "GO", app: {} },
    shared: [],
    fixed: { vulnerabilities: ["v"], findings: [] },
  },
  vulnerabilities: [
    vulnerability({ severity: "high", change: "new" }),
    vulnerability({ severity: "low", change: "unchanged" }),
    vulnerability({ severity: "low", change: "unchanged", state: "not_affected" }),
  ],
  findings: [correlated({ severity: "high", change: "reopened" })],
});

test("the section counts open items by change and severity", () => {
  expect(baselineAssessor.assess(compared, undefined).section).toMatchObject({
    status: "evaluated",
    name: "earlier",
    open: {
      new: { vulnerabilities: { high: 1 } },
      unchanged: { vulnerabilities: { low: 1 } },
      reopened: { findings: { high: 1 } },
    },
    fixed: { vulnerabilities: ["v"], findings: [] },
  });
});

test("the section is not evaluated without a baseline, and the decision says nothing of it", () => {
  expect(baselineAssessor.assess(model(), undefined).section.status).toBe("not_evaluated");
  expect(baselineRecord(model())).toBeUndefined();
});

test("baselineRecord() gives the figures for the decision", () => {
  expect(baselineRecord(compared)).toEqual({
    name: "earlier",
    sha256: "ab",
    as_of: "2026-01-01T00:00:00Z",
    new: 1,
    unchanged: 1,
    worsened: 0,
    reopened: 1,
    closed: 0,
    fixed: 1,
  });
});
