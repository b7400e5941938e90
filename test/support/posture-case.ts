import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { type Resource, sensitiveValue, unknownValue, type Value } from "../../src/domain/resource.ts";
import { sourceOf } from "./build.ts";

/** A resource as test cases write it: see the head of aws-ebs.cases.yaml. */
export type WrittenResource = { readonly [key: string]: unknown };

/** Written resources → resources; the n-th Terraform one without a name is called `n`. */
export function resourcesOf(written: WrittenResource | readonly WrittenResource[]): readonly Resource[] {
  return [written].flat().map((one, index) => ("apiVersion" in one ? kubernetes(one) : terraform(one, index)));
}

function kubernetes(one: WrittenResource): Resource {
  const metadata = Object(one["metadata"]);
  const parts = [one["kind"], metadata.namespace, metadata.name].filter((part) => part !== undefined);
  return {
    address: parts.join("/"),
    type: `${one["apiVersion"]}/${one["kind"]}`,
    platform: "kubernetes",
    values: Object(toValue(one)),
    references: new Map(),
    source: sourceOf("manifest.yaml"),
  };
}

function terraform(one: WrittenResource, index: number): Resource {
  const type = String(one["type"]);
  return {
    address: String(one["address"] ?? `${type}.${one["name"] ?? `n${index}`}`),
    type,
    platform: "terraform",
    actions: [String(one["action"] ?? "create")],
    values: Object(toValue(one["values"] ?? {})),
    references: new Map(Object.entries(Object(one["refs"])).map(([key, to]) => [key, [to].flat().map(String)])),
    source: sourceOf("plan.json"),
  };
}

function toValue(value: unknown): Value {
  if (value === "<unknown>") return unknownValue;
  if (value === "<sensitive>") return sensitiveValue;
  if (Array.isArray(value)) return value.map(toValue);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, toValue(member)]));
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** `<family>.cases.yaml`: check → status → cases, each one resource or several, of which the first is judged. */
export type Cases = {
  readonly [check: string]: { readonly [status: string]: readonly (WrittenResource | readonly WrittenResource[])[] };
};

/** The case files of a folder, by family. */
export function casesIn(folder: string): ReadonlyMap<string, Cases> {
  const names = [...new Bun.Glob("*.cases.yaml").scanSync(folder)].toSorted();
  return new Map(
    names.map((name) => [name.replace(".cases.yaml", ""), parse(readFileSync(resolve(folder, name), "utf8")) ?? {}]),
  );
}
