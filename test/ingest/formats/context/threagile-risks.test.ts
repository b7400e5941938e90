import { expect, test } from "bun:test";
import { threagileRisks } from "../../../../src/ingest/formats/context/threagile-risks.ts";

const read = (value: unknown) => threagileRisks.read({ form: "json", value }, { name: "risks.json", sha256: "" });
const risk = { synthetic_id: "spoofing@api", exploitation_likelihood: "likely", severity: "medium" };

test.each([
  [[3, risk], true],
  [[{ synthetic_id: "a" }], false],
  [risk, false],
  [[], false],
])("threagileRisks.detect(%j) is %p", (value, expected) => {
  expect(threagileRisks.detect({ form: "json", value })).toBe(expected);
});

test.each([
  [{ category: "c", category_id: "d" }, "c"],
  [{ category_id: "d" }, "d"],
  [{}, "spoofing"],
])("the rule of a risk with %j is %s", (members, ruleId) => {
  expect(read([{ ...risk, ...members }]).items.findings?.[0]?.ruleId).toBe(ruleId);
});

test.each([
  ["unchecked", undefined],
  ["in-progress", undefined],
  ["accepted", "risk status accepted"],
  ["false-positive", "risk status false-positive"],
])("a risk of the status %s is set aside by %p", (risk_status, rule) => {
  expect<unknown>(read([{ ...risk, risk_status }]).items.findings?.[0]?.suppression?.rule).toBe(rule);
});

test("a risk is about the most precise thing that it names", () => {
  const names = { most_relevant_technical_asset: "api", most_relevant_communication_link: "api>db" };
  expect(read([{ ...risk, ...names }]).items.findings?.[0]?.resource).toBe("api>db");
  expect(read([{}, risk]).accounts[0]).toMatchObject({ raw: 2, kept: 1 });
});
