import { isValueObject, type Resource, type Value } from "../../domain/resource.ts";

/** Lists of containers in a Kubernetes PodSpec, whatever the workload around it. */
const containerLists = ["containers", "initContainers", "ephemeralContainers"] as const;

/** Attributes of Terraform resources that name an image (Lambda, App Runner, Cloud Run, container groups). */
const imageAttributes: ReadonlySet<string> = new Set(["image", "image_uri", "image_identifier"]);

/** `registry/name@sha256:<hex>`; what is pinned by tag alone has no digest to compare. */
const byDigest = /^[^\s@]+@sha256:[0-9a-f]{64}$/;

/** The image references by digest of what a manifest or plan deploys, in its order. */
export function imagesOf({ platform, values }: Resource): readonly string[] {
  const found: string[] = [];
  collect(values, platform === "kubernetes" ? inManifest : inPlan, found);
  return [...new Set(found)];
}

/** The images that an object names itself. */
type Names = (object: { readonly [key: string]: Value }) => readonly Value[];

function inManifest(object: { readonly [key: string]: Value }): readonly Value[] {
  return containerLists.flatMap((list) => {
    const containers = Object.hasOwn(object, list) ? object[list] : undefined;
    return isList(containers) ? containers.flatMap((one) => (isValueObject(one) ? [one["image"] ?? null] : [])) : [];
  });
}

function inPlan(object: { readonly [key: string]: Value }): readonly Value[] {
  return Object.entries(object).flatMap(([key, value]) => (imageAttributes.has(key) ? [value] : []));
}

/** The depth is that of the input, which is limited when it is read. */
function collect(value: Value, names: Names, found: string[]): void {
  if (isValueObject(value)) found.push(...names(value).filter(isByDigest));
  for (const one of membersOf(value)) collect(one, names, found);
}

function isByDigest(image: Value): image is string {
  return typeof image === "string" && byDigest.test(image);
}

function membersOf(value: Value): readonly Value[] {
  if (isList(value)) return value;
  return isValueObject(value) ? Object.values(value) : [];
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}
