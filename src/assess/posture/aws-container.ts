import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Value } from "../../domain/resource.ts";
import { parseImageReference } from "../../standards/image-reference.ts";
import { parseJson } from "../../standards/json.ts";
import { field, isObject, list, shorten, text, type WireObject } from "../../standards/wire.ts";
import { type Check, notApplicable, passWhen, type Truth } from "./check.ts";
import { type Entry, entriesOf, plainSecretIn } from "./secret-names.ts";
import { settingOf } from "./setting.ts";

/**
 * Containers of an ECS task or a Batch job: objects in a JSON text, which the plan knows whole or not at all.
 * Undefined when it does not tell, or when the text is none.
 */
export function containersAt(values: Value, name: string): readonly WireObject[] | undefined {
  const { value } = settingOf(values, name);
  if (isHidden(value)) return undefined;
  if (value === undefined) return [];
  const parsed = typeof value === "string" ? parseJson(value) : { ok: false as const };
  if (!parsed.ok) return undefined;
  const all = Array.isArray(parsed.value) ? parsed.value : [parsed.value];
  return all.every(isObject) ? all : undefined;
}

/** What is wrong with a container, in words; undefined when nothing is. */
export type ContainerComplaint = (container: WireObject) => string | undefined;

/** A failure when a container gives cause for complaint; it is told by its name. */
export function judgeContainers(name: string, complaint: ContainerComplaint): Check["judge"] {
  return ({ values }): Judgement => {
    const containers = containersAt(values, name);
    if (containers === undefined) return passWhen(undefined, { at: name });
    if (containers.length === 0) return notApplicable;
    for (const container of containers) {
      const found = complaint(container);
      if (found !== undefined) return passWhen(false, { at: `${name}[${nameOf(container)}]`, found });
    }
    return passWhen(true, { at: name });
  };
}

function nameOf(container: WireObject): string {
  return shorten(text(container, "name") ?? "0", longestName);
}

const longestName = 60;

/** An image without digest can be another one tomorrow. */
export function isUnpinned(container: WireObject): string | undefined {
  const image = text(container, "image");
  if (image === undefined) return undefined;
  const parsed = parseImageReference(image);
  return parsed?.digest === undefined ? `image ${shorten(image, longestImage)} has no digest` : undefined;
}

const longestImage = 120;

/** A variable of the environment that is a secret written out, or a text of a credential's shape. */
export function hasPlainSecret(container: WireObject): string | undefined {
  const { isThere, name } = plainSecretIn(environmentOf(container));
  return isThere === true ? `variable ${shorten(name ?? "", longestName)} is written out` : undefined;
}

function environmentOf(container: WireObject): readonly Entry[] {
  return list(container, "environment").flatMap((one) => {
    const name = text(one, "name");
    const value = text(one, "value");
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
}

/** Whether a mapping of variables holds a secret in clear, with the name of the first. */
export function plainSecretAt(values: Value, name: string): { readonly isThere: Truth; readonly name?: string } {
  const entries = entriesOf(settingOf(values, name).value);
  return entries === undefined ? { isThere: undefined } : plainSecretIn(entries);
}

/** True for `true` and "true": task definitions are written by hand. */
export function isTrue(container: WireObject, key: string): boolean {
  return String(field(container, key)) === "true";
}
