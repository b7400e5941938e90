import { expect, test } from "bun:test";
import { readFacts, splitList } from "../../../../src/ingest/formats/context/context-facts.ts";
import type { Notices } from "../../../../src/ingest/notices.ts";

test("readFacts() takes the stricter of two layers, with a notice", () => {
  const notices: Notices = new Map();
  const layers = [
    { place: [], facts: { criticality: "low", internet_exposed: "no", owner: "a", environment: "staging" } },
    { place: ["business_context"], facts: { customer_impact: "high", internet_facing: true, owner: "b" } },
  ];
  const facts = readFacts(layers, ["SOC 2"], notices);
  expect(facts).toMatchObject({ criticality: "high", internetExposed: "yes", owner: "a", environment: "staging" });
  expect(facts.regulations).toEqual(["SOC 2"]);
  expect(notices.size).toBe(3);
});

test("readFacts() leaves out what is absent and keeps unknown words unknown", () => {
  const notices: Notices = new Map();
  const facts = readFacts([{ place: [], facts: { environment: "prod", data_sensitivity: "pii/secret" } }], [], notices);
  expect(facts).toEqual({ environment: "unknown", dataSensitivity: ["pii", "unknown"], regulations: [] });
  expect(notices.size).toBe(2);
});

test("splitList() keeps a slash", () => {
  expect(splitList("ISO/IEC 27001, GDPR")).toEqual(["ISO/IEC 27001", "GDPR"]);
});
