import type { Deployment } from "../../domain/deployment.ts";
import { type Resource, unknownValue, valueAt } from "../../domain/resource.ts";

/**
 * True for an attribute that the configuration does not set, though the plan calls it unknown: the provider fills it
 * in (`Computed` in its schema), and nothing that the configuration names decides over it. Known only where the plan
 * holds its configuration.
 */
export function isLeftToProvider(resource: Resource, attribute: string, deployment: Deployment): boolean {
  if (valueAt(resource.values, attribute) !== unknownValue || resource.references.has(attribute)) return false;
  return hasConfiguration(deployment);
}

/** True where the resources tell what their expressions refer to: what refers to nothing was then not left out. */
export function hasConfiguration(deployment: Deployment): boolean {
  const known = configured.get(deployment);
  if (known !== undefined) return known;
  const found = deployment.resources.some(({ references }) => references.size > 0);
  configured.set(deployment, found);
  return found;
}

/** Asked once for each deployment: a plan without configuration would else be gone through for each resource. */
const configured = new WeakMap<Deployment, boolean>();
