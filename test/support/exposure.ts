import { deriveExposures } from "../../src/correlate/exposure/derive.ts";
import { type Scene, sceneOf } from "../../src/correlate/exposure/scene.ts";
import { pathText } from "../../src/domain/exposure.ts";
import type { Resource } from "../../src/domain/resource.ts";
import { resourcesOf, type WrittenResource } from "./posture-case.ts";

/** A resource of a plan: address, planned values, and attribute → addresses that its expression names. */
export function planned(address: string, values: object = {}, refs: object = {}): WrittenResource {
  return { type: address.split(".")[0], address, values, refs };
}

/** A Kubernetes object of the default namespace; `metadata` is added to its name. */
export function object(type: string, name: string, spec: object = {}, metadata: object = {}): WrittenResource {
  const slash = type.lastIndexOf("/");
  return { apiVersion: type.slice(0, slash), kind: type.slice(slash + 1), metadata: { name, ...metadata }, spec };
}

/** A Deployment whose pods have label `app`, which is its name. */
export function deployment(name: string, pod: object = {}, labels: object = { app: name }): WrittenResource {
  const containers = [{ name, image: `registry.example/${name}:1.2` }];
  return object("apps/v1/Deployment", name, { template: { metadata: { labels }, spec: { containers, ...pod } } });
}

/** A Service that selects by label `app`. */
export function service(name: string, spec: object = {}, metadata: object = {}): WrittenResource {
  return object("v1/Service", name, { selector: { app: name }, ...spec }, metadata);
}

export function sceneFrom(...written: readonly WrittenResource[]): Scene {
  return sceneOf(resourcesOf(written));
}

/** The one resource of a scene that has an address. */
export function found({ deployment: { resources } }: Scene, address: string): Resource {
  const resource = resources.find((one) => one.address === address);
  if (resource === undefined) throw new RangeError(`no resource ${address}`);
  return resource;
}

/** What is derived of each target: `yes aws_instance.web: internet → …`. */
export function derived(...written: readonly WrittenResource[]): readonly string[] {
  return deriveExposures(resourcesOf(written)).map(
    ({ target, exposed, path }) => `${exposed} ${target.name}: ${pathText(path)}`,
  );
}

/** Only the word of the one target that is derived. */
export function verdictOn(...written: readonly WrittenResource[]): string {
  const facts = deriveExposures(resourcesOf(written));
  return facts.map((fact) => fact.exposed).join(" ");
}
