import { describe, expect, test } from "bun:test";
import { assess, rules, sectionNames } from "../../src/assess/index.ts";
import { decide } from "../../src/decide/decide.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { model, vulnerability } from "../support/build.ts";
import { assessDefaults as options } from "../support/options.ts";

describe("assess()", () => {
  const { sections, results } = assess(model({ vulnerabilities: [vulnerability()] }), options);

  test("gives every section that it promises, each once", () => {
    expect(Object.keys(sections).toSorted()).toEqual(sectionNames.toSorted());
    expect(new Set(sectionNames).size).toBe(sectionNames.length);
  });

  test("gives one result for each rule, so that decide accepts them", () => {
    expect(results.map((result) => result.rule).toSorted()).toEqual(rules.map((rule) => rule.id));
    expect(() => decide(results, rules, {}, model().asOf)).not.toThrow();
  });

  test("gives sections that can be written, with a reason unless evaluated", () => {
    for (const section of Object.values(sections)) {
      expect(() => canonicalJson(section)).not.toThrow();
      if (section.status !== "evaluated") expect(section.why).toBeString();
    }
  });

  test("of nothing is never GO", () => {
    const nothing = assess(model({ inputs: [] }), options);
    expect(decide(nothing.results, rules, {}, model().asOf).verdict).toBe("CONDITIONAL");
  });
});

describe("rules", () => {
  test("have ids of a family and a name, and codes, each of its own", () => {
    for (const rule of rules) {
      expect(rule.id).toMatch(/^[a-z]+\/[a-z-]+$/);
      expect(rule.code).toMatch(/^[A-Z_]+$/);
      expect([rule.title, rule.source].every((text) => text.length > 5)).toBe(true);
    }
    expect(new Set(rules.map((rule) => rule.id)).size).toBe(rules.length);
    expect(new Set(rules.map((rule) => rule.code)).size).toBe(rules.length);
  });
});
