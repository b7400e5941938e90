import { expect, test } from "bun:test";
import { modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { takeRisks } from "../../../../src/ingest/formats/context/threagile-categories.ts";

const risk = { severity: "elevated", most_relevant_technical_asset: "api" };

function take(model: unknown) {
  const sink = modelSink("a");
  takeRisks(model, sink);
  return sink.threats;
}

test.each(["individual_risk_categories", "custom_risk_categories"])("takeRisks() reads %s", (key) => {
  const category = { id: "own-risk", cwe: 79, risks_identified: { "<b>API</b> is open": risk } };
  const [found] = take({ [key]: { Own: category } }).findings;
  expect(found).toMatchObject({
    ruleId: "own-risk",
    severity: "high",
    message: "API is open",
    resource: "api",
    cwes: ["CWE-79"],
  });
  expect(found?.source.pointer).toBe(`/${key}/Own/risks_identified/<b>API<~1b> is open`);
});

test("takeRisks() counts risks without a severity", () => {
  const category = { risks_identified: { a: {}, b: 3, c: risk } };
  const { findings, notUsed } = take({ custom_risk_categories: { Own: category } });
  expect([findings.map(({ ruleId }) => ruleId), [...notUsed.values()]]).toEqual([["Own"], [2]]);
});
