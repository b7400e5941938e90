import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Check } from "../../../src/assess/posture/check.ts";
import { checks as allChecks } from "../../../src/assess/posture/checks/index.ts";
import { judge } from "../../../src/assess/posture/judge.ts";
import { podSecurityLevelOf, podSecurityLevels } from "../../../src/assess/posture/pod-security-standards.ts";
import { resourcesOf, type WrittenResource } from "../../support/posture-case.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** The upstream project's own pods: `<level>/<version>/{pass,fail}/<control>.yaml` says what its admission decides. */

const folder = "corpus/k8s/pod-security-standards";
const files = hasShared ? [...new Bun.Glob("*/v1.*/{pass,fail}/*.yaml").scanSync(shared(folder))].toSorted() : [];

/** Allowed when nothing fails; what is not known would be neither. */
function verdictOf(file: string, checks: readonly Check[]): string {
  const { results } = judge(resourcesOf(parse(readFileSync(shared(`${folder}/${file}`), "utf8"))), checks);
  const statuses = new Set(results.map(({ status }) => status));
  if (statuses.has("fail")) return "fail";
  return statuses.has("unknown") || statuses.size === 0 ? "unknown" : "pass";
}

function checksOf(level: string, minor?: number): readonly Check[] {
  const levels = podSecurityLevels(minor);
  return level === "baseline" ? levels.baseline : levels.restricted;
}

/** What newer policies allow, so that the newest one judges these otherwise than their folder says. */
const relaxed: ReadonlyMap<string, string> = new Map([
  ["baseline/v1.29/fail/procmount0.yaml", "any procMount in a user namespace, from 1.35"],
  ["baseline/v1.29/fail/procmount1.yaml", "any procMount in a user namespace, from 1.35"],
]);

describe.skipIf(!hasShared)("upstream's pods", () => {
  test("are all there", () => {
    expect(files.length).toBeGreaterThan(120);
  });

  test.each(files)("%s", (file) => {
    const [level = "", version = "", folderVerdict = ""] = file.split("/");
    expect(verdictOf(file, checksOf(level, Number(version.replace("v1.", ""))))).toBe(folderVerdict);
  });

  test("differ under the newest policy where it is laxer, and nowhere else", () => {
    const differing = files.filter(
      (file) => verdictOf(file, checksOf(file.split("/")[0] ?? "")) !== file.split("/")[2],
    );
    expect(differing).toEqual([...relaxed.keys()]);
  });
});

describe("podSecurityLevels()", () => {
  test("are made of checks of the table, as the newest policy has them", () => {
    const known = new Set(allChecks.map(({ id }) => id));
    const { baseline, restricted } = podSecurityLevels();
    expect(baseline.length).toBe(14);
    expect(restricted.length).toBe(17);
    expect([...baseline, ...restricted].filter(({ id }) => !known.has(id))).toEqual([]);
  });
});

describe("podSecurityLevelOf()", () => {
  const levelOf = (spec: object, kind = "Pod") => {
    const written: WrittenResource = { apiVersion: "v1", kind, spec };
    return podSecurityLevelOf(judge(resourcesOf(written), allChecks).results);
  };
  const strict = {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      { name: "app", securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } } },
    ],
  };

  test.each([
    [strict, "restricted"],
    [{ containers: [{ name: "app" }] }, "baseline"],
    [{ containers: [{ name: "app" }], hostPID: true }, "privileged"],
    [{ ...strict, hostPID: "<unknown>" }, "unknown"],
    [{ containers: [{ name: "app" }], hostPID: "<unknown>" }, "unknown"],
  ])("%# is %p", (spec, level) => {
    expect(levelOf(spec)).toBe(level as "baseline");
  });

  test("says nothing of what runs no pods", () => {
    expect(levelOf({}, "ConfigMap")).toBeUndefined();
  });
});
