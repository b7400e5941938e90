import { type Deployment, deploymentOf } from "../../domain/deployment.ts";
import { kindOf } from "../../domain/kubernetes.ts";
import type { PostureResult } from "../../domain/posture.ts";
import { type Resource, remains } from "../../domain/resource.ts";
import type { Check } from "./check.ts";

/** What the checks say of a deployment: every check on every resource of its types. */
export type Judged = {
  /** In the order of resources, then of checks; without those that do not concern their resource. */
  readonly results: readonly PostureResult[];
  /** Resources that a check looked at. */
  readonly judged: number;
  /** Resources that are there afterwards and that no check is about. */
  readonly unjudged: readonly Resource[];
  /** Resources that the plan deletes, or only reads. */
  readonly gone: readonly Resource[];
};

/** Resources × checks → results. Linear in the resources: each is given to the checks of its type only. */
export function judge(resources: readonly Resource[], checks: readonly Check[]): Judged {
  const staying = resources.filter(remains);
  const deployment = deploymentOf(staying);
  const byType = checksByType(checks);
  const results: PostureResult[] = [];
  const unjudged: Resource[] = [];
  for (const resource of staying) {
    const found = byType.get(typeOf(resource)) ?? [];
    if (found.length === 0) unjudged.push(resource);
    for (const check of found) take(check, resource, deployment, results);
  }
  return {
    results,
    judged: staying.length - unjudged.length,
    unjudged,
    gone: resources.filter((one) => !remains(one)),
  };
}

function take(check: Check, resource: Resource, deployment: Deployment, results: PostureResult[]): void {
  const judgement = check.judge(resource, deployment);
  if (judgement.status === "not_applicable") return;
  results.push({ ...judgement, check: check.id, severity: check.severity, resource });
}

/** As `Check.types` spells it. */
function typeOf(resource: Resource): string {
  return resource.platform === "kubernetes" ? kindOf(resource) : resource.type;
}

function checksByType(checks: readonly Check[]): ReadonlyMap<string, readonly Check[]> {
  const byType = new Map<string, Check[]>();
  for (const check of checks) {
    for (const type of check.types) {
      const known = byType.get(type);
      if (known === undefined) byType.set(type, [check]);
      else known.push(check);
    }
  }
  return byType;
}
