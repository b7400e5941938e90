import { describe, expect, test } from "bun:test";
import { resolve } from "node:path";
import { checks } from "../../../../src/assess/posture/checks/index.ts";
import { deploymentOf } from "../../../../src/domain/deployment.ts";
import { casesIn, resourcesOf } from "../../../support/posture-case.ts";

/** At least one case of each sort for each check. */
const cases = casesIn(import.meta.dir);

const families = [...new Set(checks.map((check) => check.id.split("/")[0] ?? ""))];
const sources = [...new Bun.Glob("*.ts").scanSync(resolve(import.meta.dir, "../../../../src/assess/posture/checks"))];

test("ids are unique, well-formed, and name their family's file", () => {
  expect(new Set(checks.map((check) => check.id)).size).toBe(checks.length);
  for (const { id } of checks) expect(id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/);
  expect(families.filter((family) => !sources.includes(`${family}.ts`))).toEqual([]);
  expect([...cases.keys()].toSorted()).toEqual(families.toSorted());
});

test("each says what to do, where it is written, and what it is evidence for", () => {
  for (const check of checks) {
    expect([check.id, check.fix.length > 10, check.references.length > 0]).toEqual([check.id, true, true]);
    expect([check.id, check.title.length > 10, check.types.length > 0]).toEqual([check.id, true, true]);
    for (const reference of check.references) expect(reference).toMatch(/^https:\/\//);
    for (const control of check.controls) expect(control).toMatch(/^[a-z0-9-]+:\S+$/);
  }
});

describe.each(checks.map((check) => [check.id, check] as const))("%s", (id, check) => {
  const own = cases.get(id.split("/")[0] ?? "")?.[id] ?? {};

  test.each(["pass", "fail", "unknown"])("has a case that is %s", (status) => {
    expect(own[status]?.length ?? 0).toBeGreaterThan(0);
  });

  const rows = Object.entries(own).flatMap(([status, list]) => list.map((one, index) => [status, index, one] as const));

  test.each(rows)("%s %i", (status, _, written) => {
    const resources = resourcesOf(written);
    const [first] = resources;
    expect(first).toBeDefined();
    if (first === undefined) return;
    const type = first.platform === "kubernetes" ? first.type.replace(/.*\//, "") : first.type;
    expect(check.types).toContain(type);
    expect(check.judge(first, deploymentOf(resources)).status).toBe(status as "pass");
  });
});
