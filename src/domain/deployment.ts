import type { Resource, Value } from "./resource.ts";
import { instanceKeys, isHidden, unknownValue, valueAt, withoutInstanceKeys } from "./resource.ts";

/** Everything that is deployed together, indexed: what a check or a path looks at besides one resource. */
export type Deployment = {
  readonly resources: readonly Resource[];
  readonly byType: ReadonlyMap<string, readonly Resource[]>;
  /** Address without instance keys → its instances. */
  readonly byAddress: ReadonlyMap<string, readonly Resource[]>;
  /** `type`, line feed, identifying value → resources that have it. */
  readonly byIdentity: ReadonlyMap<string, readonly Resource[]>;
  /** Inputs whose plan holds its configuration: what refers to nothing there was not written. */
  readonly configured: ReadonlySet<string>;
  /** What was looked up so far by type and attribute; filled on demand, so that a plan is gone through once for each. */
  readonly pointers: Map<string, Pointers>;
};

/** Resources found by following an attribute. `uncertain`: there may be one more, the plan does not tell which. */
export type Related = { readonly found: readonly Resource[]; readonly uncertain: boolean };

/** By target address; `loose` point somewhere that is not known. */
type Pointers = { readonly byTarget: ReadonlyMap<string, readonly Resource[]>; readonly loose: readonly Resource[] };

/** Attributes by which other resources name one, when the plan knows their values. */
const identifying = ["id", "arn", "name", "bucket", "self_link", "identifier", "function_name", "dns_name"] as const;

/** Resources → the same, indexed. Linear. */
export function deploymentOf(resources: readonly Resource[]): Deployment {
  const byIdentity = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const value of new Set(identifying.map((key) => valueAt(resource.values, key)))) {
      if (typeof value === "string" && value !== "") push(byIdentity, `${resource.type}\n${value}`, resource);
    }
  }
  return {
    resources,
    byType: Map.groupBy(resources, (one) => one.type),
    byAddress: Map.groupBy(resources, (one) => withoutInstanceKeys(one.address)),
    byIdentity,
    configured: new Set(resources.flatMap(({ references, source }) => (references.size > 0 ? [source.input] : []))),
    pointers: new Map(),
  };
}

/** The resources of a type. */
export function ofType(deployment: Deployment, type: string): readonly Resource[] {
  return deployment.byType.get(type) ?? [];
}

/** Resources of `type` whose top-level `attribute` names `target`: its access block, its policy, its listener. */
export function pointingTo(deployment: Deployment, target: Resource, type: string, attribute: string): Related {
  const key = `${type}\n${attribute}\n${target.type}`;
  const known = deployment.pointers.get(key) ?? indexPointers(deployment, type, attribute, target.type);
  deployment.pointers.set(key, known);
  return { found: known.byTarget.get(target.address) ?? [], uncertain: known.loose.length > 0 };
}

/** Resources of `types` that the top-level `attribute` of `resource` names. */
export function targetsOf(
  deployment: Deployment,
  resource: Resource,
  attribute: string,
  types: readonly string[],
): Related {
  const value = valueAt(resource.values, attribute);
  const named = texts(value).flatMap((text) =>
    types.flatMap((type) => deployment.byIdentity.get(`${type}\n${text}`) ?? []),
  );
  const referred = referredBy(deployment, resource, attribute, types);
  const found = [...new Set([...named, ...referred])];
  const isTold = referred.length > 0 || leadsElsewhere(deployment, resource, attribute, types);
  return { found, uncertain: holdsHidden(value) && !isTold };
}

/** True when the expression names nothing but resources of other types, which do not lead on to one of `types`. */
function leadsElsewhere(
  deployment: Deployment,
  resource: Resource,
  attribute: string,
  types: readonly string[],
): boolean {
  const named = (resource.references.get(attribute) ?? []).map((address) => deployment.byAddress.get(address) ?? []);
  const isOther = (one: Resource): boolean => {
    const onwards = [...one.references.values()].flat().flatMap((address) => deployment.byAddress.get(address) ?? []);
    // `bucket` of a bucket's access block is the bucket; what `terraform_data` puts out can be anything.
    const isOwn = !one.references.has(attribute) && providerOf(one) === providerOf(resource);
    return isOwn && !onwards.some(({ type }) => types.includes(type));
  };
  return named.length > 0 && named.every((instances) => instances.length > 0 && instances.every(isOther));
}

/** `azurerm_subnet` → `azurerm` */
function providerOf({ type }: Resource): string {
  return type.slice(0, type.indexOf("_"));
}

function referredBy(
  deployment: Deployment,
  resource: Resource,
  attribute: string,
  types: readonly string[],
): readonly Resource[] {
  const instances = (resource.references.get(attribute) ?? [])
    .flatMap((address) => deployment.byAddress.get(address) ?? [])
    .filter((one) => types.includes(one.type));
  const key = instanceKeys(resource.address);
  const twins = instances.filter((one) => instanceKeys(one.address) === key);
  return twins.length > 0 ? twins : instances;
}

function indexPointers(deployment: Deployment, type: string, attribute: string, targetType: string): Pointers {
  const byTarget = new Map<string, Resource[]>();
  const loose: Resource[] = [];
  for (const resource of ofType(deployment, type)) {
    const { found, uncertain } = targetsOf(deployment, resource, attribute, [targetType]);
    for (const target of found) push(byTarget, target.address, resource);
    if (uncertain) loose.push(resource);
  }
  return { byTarget, loose };
}

/** The strings of a value: itself, or those of a list. */
function texts(value: Value | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
}

function holdsHidden(value: Value | undefined): boolean {
  return isHidden(value) || (Array.isArray(value) && value.includes(unknownValue));
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
