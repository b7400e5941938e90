import { expect, test } from "bun:test";
import fc from "fast-check";
import { assess, rules } from "../../src/assess/index.ts";
import { correlate } from "../../src/correlate/correlate.ts";
import { decide } from "../../src/decide/decide.ts";
import type { Exposure } from "../../src/domain/design.ts";
import { noItems } from "../../src/domain/items.ts";
import type { Resource } from "../../src/domain/resource.ts";
import { severities } from "../../src/domain/severity.ts";
import { verdicts } from "../../src/domain/verdict.ts";
import { defaultVexOptions } from "../../src/domain/vex.ts";
import { at, list } from "../../src/standards/wire.ts";
import {
  catalogue,
  component,
  design,
  inputFile,
  lodash,
  observation,
  packageRef,
  plainComponent,
  sbomDocument,
} from "../support/build.ts";
import { deployment, object, service } from "../support/exposure.ts";
import { assessDefaults } from "../support/options.ts";
import { resourcesOf } from "../support/posture-case.ts";

/** Ways from the internet, each of which only adds. */
const ways = [
  service("web", { type: "LoadBalancer" }, { name: "open" }),
  service("web", { type: "NodePort" }, { name: "node" }),
  object("networking.k8s.io/v1/Ingress", "edge", { defaultBackend: { service: { name: "web" } } }),
];

const deployed = resourcesOf([deployment("web"), service("web")]);

const release = fc.record({
  severity: fc.constantFrom(...severities),
  isExploited: fc.boolean(),
  exposure: fc.constantFrom<Exposure | undefined>("internet", "partner", "internal", "none", "unknown", undefined),
  ways: fc.subarray(ways),
});

type Release = typeof release extends fc.Arbitrary<infer T> ? T : never;

/** What would decide anyway is only recorded, so that exposure decides. */
const shadow = { enforce: "shadow" } as const;
const rulesOff = {
  "guardrails/fail-on": shadow,
  "guardrails/warn-on": shadow,
  "guardrails/unscored": shadow,
  "exploitability/kev": shadow,
  "inputs/required": shadow,
};

function judged({ severity, isExploited, exposure }: Release, resources: readonly Resource[]) {
  const items = {
    ...noItems,
    documents: [sbomDocument({ subject: plainComponent({ name: "web", version: "1.2" }) })],
    components: [component()],
    observations: [observation({ severity, package: packageRef(lodash) })],
    design: [design({ name: "web", ...(exposure !== undefined && { exposure }) })],
    resources,
  };
  const kev = catalogue(isExploited ? ["CVE-2021-0001"] : []);
  const model = correlate([inputFile()], items, { kev }, { asOf: "2026-08-25T12:00:00Z", vex: defaultVexOptions });
  const { sections, results } = assess(model, assessDefaults);
  const { verdict } = decide(results, rules, rulesOff, model.asOf);
  const [score] = list(sections["context_summary"], "components").map((one) => at(one, "score"));
  return { verdict: verdicts.indexOf(verdict), low: Number(at(score, "low")), high: Number(at(score, "high")) };
}

test("a way from the internet decides over a critical vulnerability", () => {
  const given: Release = { severity: "critical", isExploited: false, exposure: undefined, ways: [] };
  const closed = judged(given, deployed);
  const open = judged(given, [...deployed, ...resourcesOf(ways)]);
  expect(verdicts[open.verdict]).toBe("NO-GO");
  expect(closed.verdict).toBeLessThan(open.verdict);
  expect(closed.low).toBeLessThan(open.low);
});

test("a way more from the internet never lowers a score or improves a verdict", () => {
  fc.assert(
    fc.property(release, fc.constantFrom(...ways), (given, way) => {
      const before = judged(given, [...deployed, ...resourcesOf(given.ways)]);
      const after = judged(given, [...deployed, ...resourcesOf([...given.ways, way])]);
      expect(after.verdict).toBeGreaterThanOrEqual(before.verdict);
      expect(after.low).toBeGreaterThanOrEqual(before.low);
      expect(after.high).toBeGreaterThanOrEqual(before.high);
    }),
  );
});

test("a design that states more exposure never lowers a score or improves a verdict", () => {
  const order = ["none", "internal", "partner", "internet"] as const;
  fc.assert(
    fc.property(release, fc.nat(2), (given, step) => {
      const resources = [...deployed, ...resourcesOf(given.ways)];
      const before = judged({ ...given, exposure: order[step] }, resources);
      const after = judged({ ...given, exposure: order[step + 1] }, resources);
      expect(after.verdict).toBeGreaterThanOrEqual(before.verdict);
      expect(after.low).toBeGreaterThanOrEqual(before.low);
      expect(after.high).toBeGreaterThanOrEqual(before.high);
    }),
  );
});
