import { describe, expect, test } from "bun:test";
import { contextSummary } from "../../src/assess/context-summary.ts";
import type { BusinessContext, DesignComponent } from "../../src/domain/design.ts";
import type { Model } from "../../src/domain/model.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { catalogue, context, correlated, design, model, vulnerability } from "../support/build.ts";

const options = contextSummary.options.parse(undefined);

function sectionOf(over: Partial<Model>) {
  return contextSummary.assess(model(over), options).section;
}

function first(designs: readonly DesignComponent[], contexts: readonly BusinessContext[] = []): unknown {
  const { components } = sectionOf({ design: designs, contexts });
  return Array.isArray(components) ? components[0] : undefined;
}

describe("contextSummary()", () => {
  test("is not evaluated without design and context", () => {
    expect(sectionOf({})).toMatchObject({ status: "not_evaluated" });
  });

  test("has no component and no score when only the application is described", () => {
    expect(sectionOf({ contexts: [context({ criticality: "high" })] })).toMatchObject({
      status: "evaluated",
      components: [],
    });
  });

  test.each<[string, DesignComponent, readonly BusinessContext[], readonly [number, number]]>([
    [
      "takes the words of the design",
      design({ criticality: "mission_critical", exposure: "internet", dataClasses: ["pci"] }),
      [],
      [1, 1],
    ],
    ["is wide where nothing is known", design(), [], [0, 1]],
    [
      "takes the application's word where the design has none",
      design(),
      [context({ criticality: "mission_critical" })],
      [0.36, 1],
    ],
    [
      "takes the component's own word before the application's",
      design(),
      [
        context({
          criticality: "mission_critical",
          components: [{ ...context(), name: "payments-api", criticality: "low" }],
        }),
      ],
      [0.09, 0.73],
    ],
    [
      "takes the worst of two contexts",
      design(),
      [context({ criticality: "low" }), context({ criticality: "mission_critical" })],
      [0.36, 1],
    ],
    ["does not read not exposed as internal", design(), [context({ internetExposed: "no" })], [0, 1]],
    ["reads exposed as internet", design(), [context({ internetExposed: "yes" })], [0.27, 1]],
  ])("%s", (...row) => {
    const [, one, contexts, [low, high]] = row;
    expect(first([one], contexts)).toMatchObject({ score: { low, high } });
  });

  test("takes the worst of two rows of one name", () => {
    const rows = [design({ exposure: "none" }), design({ exposure: "internet" })];
    for (const given of [rows, rows.toReversed()]) {
      expect(first(given)).toMatchObject({ score: { low: 0.27 } });
    }
  });

  test("counts what is open in a component, once", () => {
    const one = vulnerability({ kev: { dateAdded: "x", dueDate: "y", ruleset: 1, ransomware: false } as never });
    const closed = vulnerability({ state: "fixed" });
    const row = {
      design: design(),
      sboms: [],
      components: [],
      vulnerabilities: [one, closed].map((to) => ({ to, by: "name" as const })),
      findings: [correlated(), correlated({ state: "suppressed" })].map((to) => ({ to, by: "path" as const })),
    };
    const { components } = sectionOf({
      design: [design(), design()],
      crosswalk: [row, row],
      intel: { kev: catalogue() },
    });
    expect(components).toMatchObject([{ open_vulnerabilities: 1, open_known_exploited: 1, open_findings: 1 }]);
  });

  test("writes SSVC keys of any name", () => {
    const { applications } = sectionOf({
      contexts: [
        context({
          ssvc: [
            ["__proto__", "x"],
            ["automatable", "yes"],
          ],
        }),
      ],
    });
    expect(canonicalJson(applications)).toContain('"ssvc":{"__proto__":"x","automatable":"yes"}');
  });
});

test("contextSummary() counts a component as exposed that a plan shows on the internet, whatever the design states", () => {
  const target = { kind: "workload", name: "Deployment/pay", images: [], labels: [] } as const;
  const facts = (exposed: "yes" | "no") => ({ target, exposed, path: [], why: "", basis: "deployment" }) as const;
  const scoreWith = (exposed: "yes" | "no") => {
    const joins = [{ fact: facts(exposed), by: "label", of: "design", to: "pay" } as const];
    const designs = [design({ name: "pay", exposure: "internal" })];
    const { components } = sectionOf({ design: designs, exposureLinks: { joins, contradictions: [], unjoined: [] } });
    return Array.isArray(components) ? components[0].score : undefined;
  };
  expect(scoreWith("no")).toMatchObject({ low: 0.09, factors: [{}, { values: ["internal"], low: 1 }, {}] });
  expect(scoreWith("yes")).toMatchObject({
    low: 0.27,
    factors: [{}, { values: ["internal", "internet"], low: 3 }, {}],
  });
});
