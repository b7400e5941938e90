import { expect, test } from "bun:test";
import { countStatuses, designChecks, judgeDesign, openThreats } from "../../../src/assess/design/evaluate.ts";
import { correlated, design, inputFile, model, sourceOf } from "../../support/build.ts";

test("judgeDesign() puts every check to every component", () => {
  const { components } = judgeDesign(model({ design: [design({ name: "b" }), design({ name: "a" })] }));
  expect(components.map(({ component }) => component.id)).toEqual(["C-a", "C-b"]);
  for (const { results } of components) {
    expect(results.map(({ check }) => check.id)).toEqual(designChecks.map(({ id }) => id));
  }
});

test("there are enough checks, each once", () => {
  expect(designChecks.length).toBeGreaterThanOrEqual(15);
  expect(new Set(designChecks.map(({ id }) => id)).size).toBe(designChecks.length);
  expect(designChecks.every(({ id }) => /^design\/[a-z-]+$/.test(id))).toBe(true);
});

test("judgeDesign() is linear: ten thousand components of one trust boundary take no quadratic time", () => {
  const many = Array.from({ length: 10_000 }, (_, index) =>
    design({ name: `c${index}`, exposure: "internet", trustBoundary: "edge", dataClasses: ["pii"] }),
  );
  expect(judgeDesign(model({ design: many })).components).toHaveLength(10_000);
}, 5000);

test("countStatuses() has zeros", () => {
  expect(countStatuses([{ status: "fail" }])).toEqual({ pass: 0, fail: 1, unknown: 0, not_applicable: 0 });
});

test("openThreats() are the open findings of designs", () => {
  const inputs = [
    inputFile({ name: "model.json", kinds: ["design"] }),
    inputFile({ name: "scan.sarif", kinds: ["sarif"] }),
  ];
  const findings = [
    correlated({ fingerprint: "open", source: sourceOf("model.json") }),
    correlated({ fingerprint: "closed", state: "suppressed", source: sourceOf("model.json") }),
    correlated({ fingerprint: "code", source: sourceOf("scan.sarif") }),
  ];
  expect(openThreats({ inputs, findings }).map(({ fingerprint }) => fingerprint)).toEqual(["open"]);
});
