import { describe, expect, test } from "bun:test";
import { riskFlags } from "../../../src/assess/sbom/flags.ts";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { sbomOptions } from "../../../src/assess/sbom/options.ts";
import { sbomQuality } from "../../../src/assess/sbom/quality.ts";
import { evaluateLicences, evaluateQuality, evaluateUnpinned } from "../../../src/assess/sbom/rules.ts";
import type { Model } from "../../../src/domain/model.ts";
import { component, model, plainComponent } from "../../support/build.ts";
import { documentOf, part } from "../../support/sboms.ts";

const chosen = (value: unknown = {}) => sbomOptions.parse(value);

describe("evaluateQuality()", () => {
  const judge = (over: Partial<Model>, options = chosen()) => {
    const built = model(over);
    return evaluateQuality(sbomQuality(listedSboms(built), built.inputs), options);
  };
  const sbom = { documents: [documentOf([])], listings: [part("a")] };

  test.each([
    ["no SBOM", {}, {}, "not_applicable"],
    ["a poor SBOM", sbom, {}, "fail"],
    ["a poor SBOM and a low limit", sbom, { quality: { min_percent: 10 } }, "pass"],
    ["a poor SBOM under another standard", sbom, { quality: { standard: "bsi", min_percent: 30 } }, "fail"],
  ])("of %s is decided", (_, over, value, expected) => {
    expect(judge(over, chosen(value)).status).toBe(expected as "fail");
  });

  test("names what is missing, the worst first", () => {
    const { evidence, message } = judge(sbom);
    expect(message).toBe("sbom.json has 14.2 %");
    expect(evidence[0]?.id).toBe("sbom.json supplier");
    expect(evidence[0]?.what).toContain("missing for 1 of 1 component, such as a");
  });
});

describe("evaluateUnpinned()", () => {
  const judge = (components: Model["components"]) => {
    const built = model({ components });
    const [, , unpinned] = riskFlags(built).groups;
    if (unpinned === undefined) throw new RangeError("no group");
    return evaluateUnpinned(built, unpinned);
  };

  test.each([
    ["no component", [], "not_applicable"],
    ["a version", [component()], "pass"],
    ["none", [component(), plainComponent()], "fail"],
  ] as const)("of %s is %s", (_, components, expected) => {
    expect(judge(components).status).toBe(expected);
  });

  test("says which component, why and where", () => {
    const [evidence] = judge([
      plainComponent({ version: "latest", source: { input: "sbom.json", pointer: "/components/3" } }),
    ]).evidence;
    expect(evidence).toMatchObject({
      what: "part@latest: its version is a name that moves",
      where: "sbom.json#/components/3",
    });
  });
});

describe("evaluateLicences()", () => {
  const deny = { licences: { deny: ["GPL-3.0-only"] } };

  test.each([
    ["no policy", [component({ licenses: ["GPL-3.0-only"] })], {}, "not_applicable"],
    ["no component", [], deny, "not_applicable"],
    ["a forbidden one", [component({ licenses: ["GPL-3.0-only"] })], deny, "fail"],
    ["one without licence", [component()], deny, "unknown"],
    ["a forbidden and an unknown one", [component(), component({ licenses: ["GPL-3.0-only"] })], deny, "fail"],
    ["a permitted one", [component({ licenses: ["MIT"] })], deny, "pass"],
  ])("of %s is decided", (_, components, value, expected) => {
    expect(evaluateLicences(model({ components }), chosen(value)).status).toBe(expected as "fail");
  });

  test("keeps texts short, and counts all", () => {
    const components = Array.from({ length: 30 }, () => component({ licenses: ["x".repeat(500)] }));
    const { count, evidence } = evaluateLicences(model({ components }), chosen(deny));
    expect([count, evidence.length]).toEqual([30, 20]);
    expect(evidence[0]?.what.length).toBeLessThan(400);
  });
});
