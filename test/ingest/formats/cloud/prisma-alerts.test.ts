import { describe, expect, test } from "bun:test";
import { prismaAlerts } from "../../../../src/ingest/formats/cloud/prisma-alerts.ts";

describe("prismaAlerts.detect()", () => {
  test.each([
    ["a list", [{ status: "open", policy: { policyId: "p" }, resource: {} }], true],
    ["a page", { items: [null, { status: "snoozed", policy: { policyType: "config" }, resource: {} }] }, true],
    ["a policy of something else", [{ status: "open", policy: { name: "p" }, resource: {} }], false],
    ["a status of something else", [{ status: "Open", policy: { policyId: "p" }, resource: {} }], false],
    ["no resource", [{ status: "open", policy: { policyId: "p" } }], false],
    ["an empty page: anybody's", { items: [] }, false],
  ])("%s", (_, value, expected) => {
    expect(prismaAlerts.detect({ form: "json", value })).toBe(expected);
  });
});
