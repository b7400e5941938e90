import { expect, test } from "bun:test";
import { modelSink } from "../../../../src/ingest/formats/context/model-components.ts";
import { takeThreats } from "../../../../src/ingest/formats/context/open-threat-model-threats.ts";

function take(model: object) {
  const sink = modelSink("a");
  takeThreats({ threats: [{ id: "t", name: "Spoofing", cwes: ["CWE-290"] }], ...model }, sink);
  return sink.threats;
}

test("takeThreats() gives a finding for each component and data flow that names a threat", () => {
  const holder = { name: "api", threats: [{ threat: "t", state: "exposed" }] };
  const { findings, notUsed } = take({ components: [holder], dataflows: [{ ...holder, name: "call" }] });
  expect(findings.map(({ ruleId, resource, source }) => [ruleId, resource, source.pointer])).toEqual([
    ["t", "api", "/components/0/threats/0"],
    ["t", "call", "/dataflows/0/threats/0"],
  ]);
  expect(findings[0]).toMatchObject({ severity: "unknown", cwes: ["CWE-290"] });
  expect(notUsed.size).toBe(0);
});

test("takeThreats() counts what nothing names, and entries that name nothing", () => {
  const { findings, notUsed } = take({ components: [{ name: "api", threats: [{}, 3] }] });
  expect([findings.length, [...notUsed.values()]]).toEqual([0, [2, 1]]);
});

test.each([
  ["exposed", undefined],
  ["partly-mitigated", undefined],
  ["mitigated", { kind: "external", rule: "state mitigated", justification: "TLS" }],
  ["not-applicable", { kind: "external", rule: "state not-applicable", justification: "TLS" }],
])("a threat of the state %s is set aside as %j", (state, expected) => {
  const threats = [{ threat: "t", state, mitigations: [{ mitigation: "m" }, { mitigation: "gone" }] }];
  const { findings } = take({ mitigations: [{ id: "m", name: "TLS" }], components: [{ name: "api", threats }] });
  expect<unknown>(findings[0]?.suppression).toEqual(expected);
});
