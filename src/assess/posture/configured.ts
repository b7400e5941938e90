import type { Deployment } from "../../domain/deployment.ts";
import { type Resource, unknownValue, valueAt } from "../../domain/resource.ts";

/**
 * True for an attribute that the configuration does not set, though the plan calls it unknown: the provider fills it
 * in (`Computed` in its schema), and nothing that the configuration names decides over it. Known only where the plan
 * holds its configuration.
 */
export function isLeftToProvider(resource: Resource, attribute: string, deployment: Deployment): boolean {
  if (valueAt(resource.values, attribute) !== unknownValue || resource.references.has(attribute)) return false;
  return hasConfiguration(resource, deployment);
}

/** True where the resource's plan tells what expressions refer to: what refers to nothing was then not left out. */
export function hasConfiguration({ source }: Resource, { configured }: Deployment): boolean {
  return configured.has(source.input);
}
