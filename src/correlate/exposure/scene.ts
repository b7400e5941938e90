import { type Deployment, deploymentOf, ofType, targetsOf } from "../../domain/deployment.ts";
import { kindOf, labelsOf } from "../../domain/kubernetes.ts";
import { isHidden, isValueObject, type Resource, remains, type Value, valueAt } from "../../domain/resource.ts";
import { textAt } from "./truth.ts";

/** What is deployed, indexed for finding ways. */
export type Scene = {
  readonly deployment: Deployment;
  /** Kubernetes objects by kind. */
  readonly byKind: ReadonlyMap<string, readonly Resource[]>;
};

export function sceneOf(resources: readonly Resource[]): Scene {
  const staying = resources.filter(remains);
  const objects = staying.filter((one) => one.platform === "kubernetes");
  return {
    deployment: deploymentOf(staying),
    byKind: Map.groupBy(objects, kindOf),
  };
}

/** Resources of some types, in the order of the types. */
export function ofTypes({ deployment }: Scene, types: readonly string[]): readonly Resource[] {
  return types.flatMap((type) => ofType(deployment, type));
}

/** Where an attribute leads. `unset`: nobody wrote it, so that the provider chooses. */
export type Aim = { readonly found: readonly Resource[]; readonly uncertain: boolean; readonly unset: boolean };

/**
 * The resources of `types` that an attribute names. It is uncertain when it may name one and the plan does not tell
 * which; not when its expression names resources of other types only, nor when nobody wrote it.
 */
export function aim(scene: Scene, resource: Resource, attribute: string, types: readonly string[]): Aim {
  const { found } = targetsOf(scene.deployment, resource, attribute, types);
  const unset = isOmitted(scene, resource, attribute);
  if (found.length > 0 || !hidesLink(valueAt(resource.values, attribute))) return { found, uncertain: false, unset };
  const references = resource.references.get(attribute) ?? [];
  const leadsElsewhere = references.length > 0 && references.every((address) => isElsewhere(scene, address));
  return { found: [], uncertain: !leadsElsewhere, unset };
}

/** A value that is not told, or a block that holds one; not what every block is given by its provider. */
function hidesLink(value: Value | undefined): boolean {
  if (isHidden(value)) return true;
  if (Array.isArray(value)) return value.some(hidesLink);
  return isValueObject(value) && Object.entries(value).some(([key, member]) => !given.has(key) && hidesLink(member));
}

const given: ReadonlySet<string> = new Set(["arn", "id", "order"]);

/** True when the attribute is not there, or is there only because the provider fills it in. */
export function isOmitted({ deployment }: Scene, resource: Resource, attribute: string): boolean {
  const value = valueAt(resource.values, attribute);
  if (value === undefined || value === "" || (Array.isArray(value) && value.length === 0)) return true;
  return isHidden(value) && deployment.configured.has(resource.source.input) && !resource.references.has(attribute);
}

/** A resource of the plan of another type, or something that exists and is only read. */
function isElsewhere(scene: Scene, address: string): boolean {
  return dataSource.test(address) || scene.deployment.byAddress.has(address);
}

const dataSource = /(?:^|\.)data\./;

/** Resources that point at a target, by its address; `loose` point somewhere that is not told. */
export type Pointers = { readonly at: (target: Resource) => readonly Resource[]; readonly loose: readonly Resource[] };

/** Who points with one of `attributes` at resources of `types`. Goes through the pointing resources once. */
export function pointers(
  scene: Scene,
  from: readonly string[],
  attributes: readonly string[],
  types: readonly string[],
): Pointers {
  const byTarget = new Map<string, Resource[]>();
  const loose: Resource[] = [];
  for (const resource of ofTypes(scene, from)) {
    const aims = attributes.map((attribute) => aim(scene, resource, attribute, types));
    const found = new Set(aims.flatMap((one) => one.found));
    for (const { address } of found) push(byTarget, address, resource);
    if (found.size === 0 && aims.some((one) => one.uncertain)) loose.push(resource);
  }
  return { at: (target) => byTarget.get(target.address) ?? [], loose };
}

/** Names that tags and labels of a Terraform resource give it, and its own. */
export function namesOf(resource: Resource): readonly string[] {
  const names = ["tags", "labels", "tags_all", "effective_labels"].flatMap((key) => {
    const tags = labelsOf(valueAt(resource.values, key));
    return nameTags.map((tag) => tags.get(tag));
  });
  const own = nameAttributes.map((key) => textAt(resource.values, key));
  return [...new Set([...names, ...own].filter((name) => name !== undefined))];
}

/** Tags by which people name an application. */
const nameTags = [
  "Name",
  "name",
  "app",
  "App",
  "application",
  "Application",
  "service",
  "Service",
  "component",
] as const;

const nameAttributes = ["name", "function_name", "bucket", "identifier", "cluster_identifier"] as const;

/** Adds to a list of a map. */
export function push<Key, T>(map: Map<Key, T[]>, key: Key, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
