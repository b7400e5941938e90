import { describe, expect, test } from "bun:test";
import { denies, grants, holdsOneOf, isSubject, onRules } from "../../../src/assess/posture/k8s-rbac.ts";
import type { Place } from "../../../src/assess/posture/k8s-workload.ts";
import { unknownValue, type Value, type ValueObject } from "../../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const exec = { groups: [""], resources: ["pods/exec"], verbs: ["create"] };
const rule = (groups: Value, resources: Value, verbs: Value, more: ValueObject = {}): Place => ({
  value: { apiGroups: groups, resources, verbs, ...more },
  at: "rules[0]",
});

test.each<[Place, boolean | undefined]>([
  [rule([""], ["pods/exec"], ["create"]), true],
  [rule(["*"], ["*"], ["*"]), true],
  [rule([""], ["pods/*"], ["create"]), true],
  [rule([""], ["*/exec"], ["create"]), true],
  [rule([""], ["pods"], ["create"]), false],
  [rule(["apps"], ["pods/exec"], ["create"]), false],
  [rule([""], ["pods/exec"], ["get"]), false],
  [rule([""], ["pods/exec"], ["create"], { resourceNames: ["web"] }), false],
  [rule([""], unknownValue, ["create"]), undefined],
  [rule([""], ["pods/exec", unknownValue], ["create"]), true],
  [rule([""], [unknownValue], ["get"]), false],
])("grants() %#", (given, expected) => {
  expect(grants(given, exec)).toBe(expected);
});

test("holdsOneOf() looks for words in a list", () => {
  expect(holdsOneOf(rule([], ["a"], []), "resources", ["b", "a"])).toBe(true);
  expect(holdsOneOf(rule([], ["a"], []), "verbs", ["a"])).toBe(false);
});

describe("onRules()", () => {
  const ask = (written: WrittenResource) => {
    const [role] = resourcesOf({ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", ...written });
    if (role === undefined) throw new RangeError("no role");
    return onRules(role, () => ({ status: "pass" })).status;
  };

  test("passes a role without rules, and does not know one that is gathered", () => {
    expect(ask({})).toBe("pass");
    expect(ask({ rules: null, aggregationRule: { clusterRoleSelectors: [{}] } })).toBe("unknown");
  });
});

test("denies() tells the rule that grants it", () => {
  const [role] = resourcesOf({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "Role",
    rules: [
      { apiGroups: [""], resources: ["pods"], verbs: ["get"] },
      { apiGroups: [""], resources: ["pods/exec"], verbs: ["create"] },
    ],
  });
  expect(role && denies(exec, "it may")(role)).toEqual({ status: "fail", at: "rules[1]", found: "it may" });
});

test.each<[Value, boolean | undefined]>([
  [{ kind: "Group", name: "a" }, true],
  [{ kind: "Group", name: "b" }, true],
  [{ kind: "User", name: "a" }, false],
  [{ kind: "Group", name: unknownValue }, undefined],
])("isSubject() %#", (subject, expected) => {
  expect(isSubject(subject, "Group", "a", "b")).toBe(expected);
});
