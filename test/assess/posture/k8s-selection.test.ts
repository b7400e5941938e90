import { describe, expect, test } from "bun:test";
import { selecting, selectorsOf, selects } from "../../../src/assess/posture/k8s-selection.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { unknownValue, type Value } from "../../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";

const expression = (operator: Value, ...values: readonly Value[]): Value => ({
  matchExpressions: [{ key: "app", operator, values }],
});

describe("selects()", () => {
  const labels = { app: "web", tier: "front" };

  test.each<[Value | undefined, Value | undefined, boolean | undefined]>([
    [undefined, labels, true],
    [{}, undefined, true],
    [{ matchLabels: { app: "web" } }, labels, true],
    [{ matchLabels: { app: "web", tier: "back" } }, labels, false],
    [{ matchLabels: { app: unknownValue } }, labels, undefined],
    [{ matchLabels: { app: unknownValue, tier: "back" } }, labels, false],
    [{ matchLabels: { app: "web" } }, { app: unknownValue }, undefined],
    [{ matchLabels: unknownValue }, labels, undefined],
    [unknownValue, labels, undefined],
    [expression("In", "web"), labels, true],
    [expression("In", "db"), labels, false],
    [expression("NotIn", "db"), labels, true],
    [expression("NotIn", "web"), labels, false],
    [expression("NotIn", "web"), {}, true],
    [expression("Exists"), labels, true],
    [expression("Exists"), {}, false],
    [expression("DoesNotExist"), labels, false],
    [expression("DoesNotExist"), unknownValue, undefined],
    [expression(unknownValue), labels, undefined],
  ])("holds or not, or is not known: %#", (selector, given, expected) => {
    expect(selects(selector, given)).toBe(expected);
  });
});

describe("selecting()", () => {
  const selectors = selectorsOf([["policy", "PodDisruptionBudget"]], ["spec", "selector"]);
  const workload = (labels: object): WrittenResource => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "shop", labels },
    spec: { containers: [] },
  });
  const budget = (name: string, selector: object, namespace = "shop"): WrittenResource => ({
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name, namespace },
    spec: { selector },
  });
  const ask = (...written: readonly WrittenResource[]) => {
    const resources = resourcesOf(written);
    const [first] = resources;
    if (first === undefined) throw new RangeError("no resource");
    const { found, uncertain } = selecting(selectors(deploymentOf(resources)), first);
    return [found.map(({ address }) => address.split("/").at(-1)), uncertain];
  };

  test("finds those of its namespace whose labels it has", () => {
    const all = { matchLabels: { app: "web" } };
    const given = [
      budget("a", all),
      budget("b", { matchLabels: { app: "db" } }),
      budget("c", {}),
      budget("d", all, "other"),
    ];
    expect(ask(workload({ app: "web" }), ...given)).toEqual([["a", "c"], false]);
  });

  test("is uncertain where a label or a selector is hidden", () => {
    expect(ask(workload({ app: "<unknown>" }), budget("a", { matchLabels: { app: "web" } }))).toEqual([[], true]);
    expect(ask(workload({ app: "web" }), budget("a", { matchLabels: { app: "<unknown>" } }))).toEqual([[], true]);
    expect(ask(workload({ app: "<unknown>" }))).toEqual([[], false]);
    expect(ask(workload({ app: "web" }), budget("a", {}, "<unknown>"))).toEqual([[], true]);
    expect(ask({ ...workload({}), metadata: { namespace: "<unknown>" } }, budget("a", {}))).toEqual([[], true]);
    expect(ask({ ...workload({}), metadata: { namespace: "<unknown>" } })).toEqual([[], false]);
  });
});
