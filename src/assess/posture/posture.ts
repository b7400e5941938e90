import type { Model } from "../../domain/model.ts";
import type { PostureResult } from "../../domain/posture.ts";
import type { Resource } from "../../domain/resource.ts";
import type { Check } from "./check.ts";
import { checks } from "./checks/index.ts";
import { type ControlEvidence, controlEvidence } from "./controls.ts";
import { judge } from "./judge.ts";
import type { PostureOptions } from "./options.ts";
import { type PodSecurityLevel, podSecurityLevelOf } from "./pod-security-standards.ts";

/** What the checks say of a release, and what of it counts. */
export type Posture = {
  readonly resources: number;
  readonly judged: number;
  readonly unjudged: readonly Resource[];
  readonly gone: readonly Resource[];
  /** How many checks there are. */
  readonly checks: number;
  readonly counting: readonly PostureResult[];
  /** Results of checks that the overlay disabled, with its reason. */
  readonly disabled: readonly { readonly result: PostureResult; readonly reason: string }[];
  readonly controls: readonly ControlEvidence[];
  /** Pod Security Standards: each workload, and the strictest level that it meets. */
  readonly podSecurity: readonly { readonly workload: string; readonly level: PodSecurityLevel }[];
  readonly checkOf: (id: string) => Check;
};

const byId: ReadonlyMap<string, Check> = new Map(checks.map((check) => [check.id, check]));

/** Model → posture, under the options of the overlay. */
export function postureOf({ resources }: Pick<Model, "resources">, options: PostureOptions): Posture {
  const { results, ...seen } = judge(resources, checks);
  const reasons = new Map(checks.map(({ id }) => [id, reasonToDisable(id, options)]));
  const counting = results.filter((one) => reasons.get(one.check) === undefined);
  const disabled = results.flatMap((result) => {
    const reason = reasons.get(result.check);
    return reason === undefined ? [] : [{ result, reason }];
  });
  return {
    ...seen,
    resources: resources.length,
    checks: checks.length,
    counting,
    disabled,
    controls: controlEvidence(counting, checkOf, options.fail_on),
    podSecurity: podSecurityOf(results),
    checkOf,
  };
}

/** How many failed checks the overlay disables; judged only when it disables any. */
export function disabledFailures(model: Pick<Model, "resources">, options: PostureOptions): number {
  if (options.disabled.length === 0) return 0;
  return postureOf(model, options).disabled.filter(({ result }) => result.status === "fail").length;
}

/** All results count here, disabled checks too: the levels are Kubernetes', not ours. */
function podSecurityOf(results: readonly PostureResult[]): Posture["podSecurity"] {
  return [...Map.groupBy(results, (one) => one.resource)].flatMap(([resource, own]) => {
    const level = podSecurityLevelOf(own);
    return level === undefined ? [] : [{ workload: resource.address, level }];
  });
}

/** Throws RangeError for an id that no check has: results come from checks. */
function checkOf(id: string): Check {
  const check = byId.get(id);
  if (check === undefined) throw new RangeError(`there is no posture check ${id}`);
  return check;
}

function reasonToDisable(id: string, { disabled }: PostureOptions): string | undefined {
  return disabled.find(({ check }) => check === id || (check.endsWith("/*") && id.startsWith(check.slice(0, -1))))
    ?.reason;
}
