import { expect, test } from "bun:test";
import { declaredExposures } from "../../../src/correlate/exposure/declared.ts";
import { context, correlated, design } from "../../support/build.ts";

const nothing = { design: [], contexts: [], findings: [], statements: [] };

test.each([
  ["internet", "yes"],
  ["partner", "no"],
  ["internal", "no"],
  ["none", "no"],
  ["unknown", "unknown"],
] as const)("a design that states %s: %s", (exposure, expected) => {
  const [fact] = declaredExposures({ ...nothing, design: [design({ exposure, image: "acme/pay:1" })] });
  expect([fact?.exposed, fact?.why, fact?.target.images]).toEqual([
    expected,
    `the design states exposure ${exposure}`,
    ["acme/pay:1"],
  ]);
});

test("a design or context that states nothing is no fact", () => {
  expect(declaredExposures({ ...nothing, design: [design()], contexts: [context()] })).toEqual([]);
});

test("a context speaks for the application and for each component", () => {
  const parts = [{ name: "risk", internetExposed: "no" as const, dataSensitivity: [], regulations: [] }];
  const facts = declaredExposures({
    ...nothing,
    contexts: [context({ application: "pay", internetExposed: "yes", components: parts })],
  });
  expect(facts.map(({ target: { kind, name }, exposed }) => [kind, name, exposed])).toEqual([
    ["application", "pay", "yes"],
    ["context", "risk", "no"],
  ]);
});

test.each([
  ["Storage bucket is publicly accessible", "open", 1],
  ["VM exposed to the internet with an open port", "open", 1],
  ["Internet-facing workload with critical vulnerabilities", "open", 1],
  ["Ensure that the bucket is not publicly accessible", "open", 0],
  ["Bucket should not be publicly accessible", "open", 0],
  ["Bucket may be publicly accessible", "open", 0],
  ["Storage bucket is publicly accessible", "suppressed", 0],
  ["Disk is not encrypted", "open", 0],
] as const)("a finding that says %p, %s: %p facts", (message, state, count) => {
  const findings = [correlated({ message, state, resource: "arn:aws:s3:::logs" })];
  expect(declaredExposures({ ...nothing, findings })).toHaveLength(count);
});

test("what the overlay states keeps its reason", () => {
  const statements = [{ match: "pkg:npm/a", exposed: "no" as const, reason: "behind the VPN" }];
  expect(declaredExposures({ ...nothing, statements })[0]?.why).toBe("the overlay says no: behind the VPN");
});
