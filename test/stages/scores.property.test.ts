import { expect, test } from "bun:test";
import fc from "fast-check";
import { dataClasses, type Exposure } from "../../src/domain/design.ts";
import type { Model } from "../../src/domain/model.ts";
import { type Severity, severities } from "../../src/domain/severity.ts";
import { designStage } from "../../src/stages/design.ts";
import { operateStage } from "../../src/stages/operate.ts";
import type { Stage } from "../../src/stages/stage.ts";
import { testStage } from "../../src/stages/test.ts";
import { correlated, design, inputFile, model, telemetry, vulnerability } from "../support/build.ts";
import { assessDefaults } from "../support/options.ts";

/** B8: a finding more, a worse severity or a wider exposure never lowers a score. Without a basis there is none: 0 here. */

function scoreOf(stage: Stage, given: Model): number {
  const score = stage.body(given, { options: assessDefaults, earlier: new Map() })[`${stage.name}_risk_score`];
  return typeof score === "number" ? score : 0;
}

const rising = ["info", "low", "medium", "high", "critical"] as const satisfies readonly Severity[];
const severityStep = fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 4 })).map(([a, b]) => {
  return [rising[Math.min(a, b)]!, rising[Math.max(a, b)]!] as const;
});

const finding = fc
  .record({
    fingerprint: fc.string({ maxLength: 3 }),
    severity: fc.constantFrom(...severities),
    state: fc.constantFrom("open" as const, "suppressed" as const),
  })
  .map((over) => correlated(over));

const kev = { dateAdded: "2021-12-10", dueDate: "2021-12-24", ransomware: false };
const vulnerable = fc
  .record(
    {
      id: fc.string({ maxLength: 3 }),
      severity: fc.constantFrom(...severities),
      state: fc.constantFrom("open" as const, "in_triage" as const, "not_affected" as const),
      epss: fc.double({ min: 0, max: 1, noNaN: true }),
      kev: fc.constant(kev),
    },
    { requiredKeys: ["id", "severity", "state"] },
  )
  .map((over) => vulnerability(over));

const findings = fc.array(finding, { maxLength: 6 });
const vulnerabilities = fc.array(vulnerable, { maxLength: 6 });

test.each([
  ["test", testStage],
  ["operate", operateStage],
] as const)("one vulnerability more never lowers the score of %s", (_, stage) => {
  fc.assert(
    fc.property(vulnerabilities, vulnerable, (given, more) => {
      const before = scoreOf(stage, model({ vulnerabilities: given }));
      expect(scoreOf(stage, model({ vulnerabilities: [...given, more] }))).toBeGreaterThanOrEqual(before);
    }),
  );
});

test.each([
  ["test", testStage],
  ["operate", operateStage],
] as const)("a worse severity of a vulnerability never lowers the score of %s", (_, stage) => {
  fc.assert(
    fc.property(vulnerabilities, vulnerable, severityStep, (given, one, [milder, worse]) => {
      const at = (severity: Severity) => scoreOf(stage, model({ vulnerabilities: [...given, { ...one, severity }] }));
      expect(at(worse)).toBeGreaterThanOrEqual(at(milder));
    }),
  );
});

test("one finding more, or a worse one, never lowers the score of a test", () => {
  fc.assert(
    fc.property(findings, finding, severityStep, (given, one, [milder, worse]) => {
      const at = (...more: readonly Severity[]) =>
        scoreOf(testStage, model({ findings: [...given, ...more.map((severity) => ({ ...one, severity }))] }));
      expect(at(milder)).toBeGreaterThanOrEqual(at());
      expect(at(worse)).toBeGreaterThanOrEqual(at(milder));
    }),
  );
});

test("more pressure on a service never lowers the score of what runs", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, share, (a, b) => {
      const at = (cpu: number) => scoreOf(operateStage, model({ telemetry: [telemetry({ cpu })] }));
      expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
    }),
  );
});

const part = fc.record(
  {
    exposure: fc.constantFrom("internet" as const, "partner", "internal", "none", "unknown"),
    authentication: fc.constantFrom("yes" as const, "no", "unknown"),
    dataClasses: fc.array(fc.constantFrom(...dataClasses), { maxLength: 2 }),
    criticality: fc.constantFrom("mission_critical" as const, "high", "medium", "low", "unknown"),
    owner: fc.constant("team"),
    trustBoundary: fc.constantFrom("edge", "core"),
    componentType: fc.constantFrom("database", "service"),
    extra: fc.array(
      fc.constantFrom(
        ["encryption", "none"] as const,
        ["isEncrypted", "true"] as const,
        ["protocol", "http"] as const,
        ["privilegeLevel", "root"] as const,
        ["storesCredentials", "true"] as const,
        ["isALog", "true"] as const,
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ["dataClasses", "extra"] },
);
const parts = fc.array(part, { maxLength: 4 });

const designScore = (given: readonly object[], threats: Model["findings"] = []): number =>
  scoreOf(
    designStage,
    model({
      inputs: [inputFile({ name: "scan.sarif", kinds: ["design"] })],
      design: given.map((over, index) => design({ name: `c${index}`, ...over })),
      findings: threats,
    }),
  );

const outward: readonly Exposure[] = ["none", "internal", "partner", "internet"];

test("a wider exposure of a component never lowers the score of a design", () => {
  fc.assert(
    fc.property(parts, part, fc.nat({ max: 3 }), fc.nat({ max: 3 }), (given, one, a, b) => {
      const at = (step: number) => designScore([{ ...one, exposure: outward[step] }, ...given]);
      expect(at(Math.max(a, b))).toBeGreaterThanOrEqual(at(Math.min(a, b)));
    }),
    { numRuns: 300 },
  );
});

test("what is not stated never scores more than the internet", () => {
  fc.assert(
    fc.property(parts, part, (given, { exposure: _, ...one }) => {
      const exposed = designScore([{ ...one, exposure: "internet" }, ...given]);
      expect(exposed).toBeGreaterThanOrEqual(designScore([one, ...given]));
    }),
    { numRuns: 300 },
  );
});

test("one component more, or one threat more, never lowers the score of a design", () => {
  fc.assert(
    fc.property(parts, part, findings, finding, (given, one, threats, more) => {
      const before = designScore(given, threats);
      expect(designScore([...given, one], threats)).toBeGreaterThanOrEqual(before);
      expect(designScore(given, [...threats, more])).toBeGreaterThanOrEqual(before);
    }),
  );
});

test("authentication that is taken away never lowers the score of a design", () => {
  fc.assert(
    fc.property(parts, part, (given, one) => {
      const at = (authentication: string) => designScore([{ ...one, authentication }, ...given]);
      expect(at("no")).toBeGreaterThanOrEqual(at("yes"));
    }),
  );
});
