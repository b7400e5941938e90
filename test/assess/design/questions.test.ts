import { describe, expect, test } from "bun:test";
import { designView } from "../../../src/assess/design/facts.ts";
import {
  flag,
  isAcrossBoundary,
  isApartFromStores,
  isAuthenticated,
  isCritical,
  isEncrypted,
  isExposedTo,
  isMarked,
  isOnInternet,
  isPrivileged,
  isReached,
  isTransportEncrypted,
} from "../../../src/assess/design/questions.ts";
import type { DesignComponent } from "../../../src/domain/design.ts";
import { design } from "../../support/build.ts";

const viewOf = (...over: readonly Partial<DesignComponent>[]) => {
  const view = designView({ design: over.map((one, index) => design({ name: `c${index}`, ...one })), contexts: [] });
  return { view, first: view.components[0]! };
};
const factsOf = (over: Partial<DesignComponent>) => viewOf(over).first;
const withColumn = (column: string, value: string) => factsOf({ extra: [[column, value]] });

test.each([
  ["internet", "yes", "no", "yes"],
  ["partner", "no", "yes", "yes"],
  ["internal", "no", "no", "yes"],
  ["none", "no", "no", "no"],
  ["unknown", "unknown", "unknown", "unknown"],
] as const)("exposure %s: internet %s, partner %s, reached %s", (exposure, internet, partner, reached) => {
  const facts = factsOf({ exposure });
  expect([isOnInternet(facts), isExposedTo("partner")(facts), isReached(facts)]).toEqual([internet, partner, reached]);
});

test("what is not stated is unknown", () => {
  const facts = factsOf({});
  const asked = [isOnInternet, isReached, isAuthenticated, isCritical, isEncrypted, isTransportEncrypted];
  expect(asked.map((question) => question(facts))).toEqual(asked.map(() => "unknown"));
});

test.each([
  ["mission_critical", "yes"],
  ["high", "yes"],
  ["medium", "no"],
  ["unknown", "unknown"],
] as const)("isCritical(%s) is %s", (criticality, answer) => {
  expect(isCritical(factsOf({ criticality }))).toBe(answer);
});

test.each([
  ["encryption", "none", "no"],
  ["isEncrypted", "true", "yes"],
  ["encryption", "data-with-symmetric-shared-key", "yes"],
  ["Encryption at rest", "AES-256", "yes"],
  ["encrypted", "planned", "unknown"],
] as const)("isEncrypted() of %s %s is %s", (column, value, answer) => {
  expect(isEncrypted(withColumn(column, value))).toBe(answer);
});

test.each([
  ["protocol", "https", "yes"],
  ["protocol", "HTTP", "no"],
  ["tls", "yes", "yes"],
  ["transport", "tcp", "unknown"],
] as const)("isTransportEncrypted() of %s %s is %s", (column, value, answer) => {
  expect(isTransportEncrypted(withColumn(column, value))).toBe(answer);
});

test("flag() takes the first column that is there, isMarked() an absent one for no", () => {
  const facts = withColumn("b", "no");
  expect([flag(facts, "a", "b"), flag(facts, "a"), isMarked(facts, "a"), isMarked(facts, "b")]).toEqual([
    "no",
    "unknown",
    "no",
    "no",
  ]);
});

test.each([
  ["root", "yes"],
  ["non-root", "no"],
  ["tbd", "unknown"],
] as const)("isPrivileged(%s) is %s", (value, answer) => {
  expect(isPrivileged(withColumn("privilege_level", value))).toBe(answer);
});

test("isPrivileged() of a design that does not speak of rights is no", () => {
  expect(isPrivileged(factsOf({}))).toBe("no");
});

describe("isAcrossBoundary()", () => {
  test.each([
    ["another boundary", [{ exposure: "internal", trustBoundary: "a" }, { trustBoundary: "b" }], "yes"],
    ["no boundary of its own", [{ exposure: "internal" }, { trustBoundary: "a" }, { trustBoundary: "b" }], "unknown"],
    ["no exposure stated", [{ trustBoundary: "a" }, { trustBoundary: "b" }], "unknown"],
    ["one boundary", [{ exposure: "internal", trustBoundary: "a" }, { trustBoundary: "a" }], "no"],
    ["no one reaching it", [{ exposure: "none", trustBoundary: "a" }, { trustBoundary: "b" }], "no"],
  ] as const)("with %s", (_, over, answer) => {
    const { view, first } = viewOf(...over);
    expect(isAcrossBoundary(first, view)).toBe(answer);
  });
});

describe("isApartFromStores()", () => {
  const store = { componentType: "database", dataClasses: ["pii"], trustBoundary: "a" } as const;
  test.each([
    ["a store beside it", [{ trustBoundary: "a" }, store], "no"],
    ["a store elsewhere", [{ trustBoundary: "b", componentType: "service" }, store], "yes"],
    ["itself the only store", [store], "yes"],
    ["another store", [store, store], "no"],
    ["something unknown beside it", [{ trustBoundary: "a" }, { trustBoundary: "a" }], "unknown"],
    ["no boundary", [{}, store], "unknown"],
  ] as const)("with %s", (_, over, answer) => {
    const { view, first } = viewOf(...over);
    expect(isApartFromStores(first, view)).toBe(answer);
  });
});
