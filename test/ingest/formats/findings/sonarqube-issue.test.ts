import { describe, expect, test } from "bun:test";
import { filesOfComponents, hotspotOf, issueOf } from "../../../../src/ingest/formats/findings/sonarqube-issue.ts";

const files = filesOfComponents({
  components: [{ key: "p:a.py", path: "src/a.py" }, { key: "p" }, { path: "no key" }, null],
});
const source = { input: "s.json", pointer: "/issues/0" };

describe("issueOf()", () => {
  test.each([
    ["BLOCKER", "critical"],
    ["CRITICAL", "high"],
    ["MAJOR", "medium"],
    ["MINOR", "low"],
    ["INFO", "info"],
    ["ODD", "unknown"],
    [undefined, "unknown"],
  ])("severity %p is %p", (severity, expected) => {
    expect(issueOf({ rule: "r", severity }, files, source)).toMatchObject({ severity: expected });
  });

  test.each([
    ["described", { component: "p:a.py" }, { file: "src/a.py" }],
    ["not described", { component: "p:b.py" }, { file: "b.py" }],
    ["without a colon", { component: "c.py" }, { file: "c.py" }],
    ["the project", { component: "p" }, {}],
    ["the project, not described", { component: "q", project: "q" }, {}],
    ["none", {}, {}],
  ])("file of a component that is %s", (_, item, location) => {
    expect(issueOf({ rule: "r", ...item }, files, source)).toMatchObject({ location });
  });

  test.each([
    [{ status: "CLOSED" }, "fixed or removed"],
    [{ status: "RESOLVED", resolution: "FIXED" }, "fixed or removed"],
    [{ issueStatus: "FIXED" }, "fixed or removed"],
    [{}, undefined],
    [{ status: "CONFIRMED" }, undefined],
  ])("%j: %p", (state, why) => {
    const outcome = issueOf({ rule: "r", ...state }, files, source);
    expect(typeof outcome === "string" ? outcome : undefined).toBe(why as string);
  });

  test.each(["WONTFIX", "FALSE-POSITIVE"])("resolution %s sets it aside", (resolution) => {
    const finding = issueOf({ rule: "r", status: "RESOLVED", resolution }, files, source);
    expect(finding).toMatchObject({ suppression: { kind: "external", rule: `resolution ${resolution}` } });
  });

  test("takes the gravest impact where there is no severity", () => {
    const impacts = [{ severity: "LOW" }, { severity: "HIGH" }, { severity: "MEDIUM" }];
    expect(issueOf({ rule: "r", impacts }, files, source)).toMatchObject({ level: "HIGH", severity: "high" });
  });

  test("an item without rule cannot be read", () => {
    expect(issueOf({}, files, source)).toBe("unreadable");
  });
});

test.each([
  [{ resolution: "SAFE" }, true],
  [{ resolution: "ACKNOWLEDGED" }, false],
  [{}, false],
])("hotspotOf() with %j is set aside: %p", (state, isSetAside) => {
  const finding = hotspotOf({ ruleKey: "r", vulnerabilityProbability: "LOW", ...state }, files, source);
  expect(finding).toMatchObject({ severity: "low" });
  expect(Object.hasOwn(finding as object, "suppression")).toBe(isSetAside);
});
