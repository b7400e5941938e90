import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { dependabot } from "../../../../src/ingest/formats/vulnerabilities/dependabot.ts";

const origin = { name: "alerts.json", sha256: "0".repeat(64) };
const alert = {
  state: "open",
  dependency: { package: { name: "a", ecosystem: "npm" } },
  security_advisory: { ghsa_id: "GHSA-2222-3333-4444" },
};

describe("dependabot.detect()", () => {
  test.each([
    ["REST", [alert], true],
    ["lists of lists", [[], [alert]], true],
    ["GraphQL", { data: { repository: { vulnerabilityAlerts: { nodes: [] } } } }, true],
    ["code scanning alerts", [{ number: 1, rule: {}, tool: {} }], false],
    ["another GraphQL answer", { data: { repository: { name: "a" } } }, false],
    ["alerts that are null", { data: { repository: { vulnerabilityAlerts: null } } }, false],
  ])("%s", (_, value, expected) => {
    expect(dependabot.detect({ form: "json", value })).toBe(expected);
  });

  test("pages end to end", () => {
    expect(dependabot.detect({ form: "stream", syntax: "json", values: [[], [alert]] })).toBe(true);
  });

  test("finds alerts at a bounded depth, in linear time", () => {
    let value: unknown = { vulnerabilityAlerts: { nodes: [] } };
    for (let depth = 0; depth < 100; depth++) value = { nodes: [value] };
    expect(dependabot.detect({ form: "json", value: { data: value } })).toBe(false);
  });
});

describe("dependabot.read()", () => {
  test.each([
    ["open", 1, undefined],
    ["dismissed", 1, "state dismissed"],
    ["auto_dismissed", 1, "state auto_dismissed"],
    ["fixed", 0, undefined],
  ])("an alert of state %s", (state, kept, rule) => {
    const { observations } = dependabot.read({ form: "json", value: [{ ...alert, state }] }, origin).items;
    expect([observations?.length, observations?.[0]?.suppression?.rule]).toEqual([kept, rule]);
  });

  test.each([
    ["= 1.2.3", "1.2.3"],
    ["=1.2.3", "1.2.3"],
    [">= 1, < 2", undefined],
    ["= 1, < 2", undefined],
    [undefined, undefined],
  ])("the version that %p requires is %p", (vulnerableRequirements, expected) => {
    const node = {
      vulnerableRequirements,
      securityVulnerability: { package: { name: "a" }, advisory: { ghsaId: "GHSA-1" } },
    };
    const value = { data: { repository: { vulnerabilityAlerts: { nodes: [node] } } } };
    expect(dependabot.read({ form: "json", value }, origin).items.observations?.[0]?.package.version).toBe(
      expected as string,
    );
  });

  test.each<[string, Document, string]>([
    ["a list", { form: "json", value: [alert] }, "/0"],
    ["a list of lists", { form: "json", value: [[alert]] }, "/0/0"],
    ["pages", { form: "stream", syntax: "json", values: [[], [alert]] }, "/1/0"],
  ])("points at an alert in %s", (_, document, pointer) => {
    expect(dependabot.read(document, origin).items.observations?.[0]?.source.pointer).toBe(pointer);
  });
});
