import type { InputBytes, InputFile } from "../domain/input-file.ts";
import { isObject, text } from "../standards/wire.ts";
import type { Document } from "./format.ts";
import { jsonValue } from "./formats/forms.ts";
import { manifestWithoutSecrets, planWithoutSecrets } from "./formats/iac/without-secrets.ts";
import { formats } from "./formats/index.ts";
import { parse } from "./parse.ts";

/**
 * The bytes of an input as a registry keeps them: those of the input, but for plans and manifests, which hold secrets by
 * design: of these a copy in JSON that reads the same and has none.
 */
export function storedCopy(input: InputBytes, { format }: Pick<InputFile, "format">, maxDepth: number): Uint8Array {
  if (!withSecrets.has(format)) return input.bytes;
  const { document } = parse(input, formats, maxDepth);
  const copy = format === "terraform-plan-json" ? planWithoutSecrets(jsonValue(document)) : manifestList(document);
  return new TextEncoder().encode(`${JSON.stringify(copy)}\n`);
}

const withSecrets: ReadonlySet<string> = new Set(["terraform-plan-json", "kubernetes-yaml", "kubernetes-json"]);

/** One list with the objects of all documents in it, those of lists among them. */
function manifestList(document: Document): unknown {
  return { apiVersion: "v1", kind: "List", items: valuesOf(document).flatMap(objectsOf).map(withoutSecrets) };
}

function valuesOf(document: Document): readonly unknown[] {
  if (document.form === "stream") return document.values;
  if (document.form !== "json" && document.form !== "yaml") return [];
  return Array.isArray(document.value) ? document.value : [document.value];
}

/** The entries of a typed list (`PodList`) need not name what they are. */
function objectsOf(value: unknown): readonly unknown[] {
  if (!isObject(value) || !Array.isArray(value["items"])) return [value];
  const kind = text(value, "kind") ?? "";
  const inherited = kind === "List" ? {} : { apiVersion: value["apiVersion"], kind: kind.replace(/List$/, "") };
  return value["items"].map((entry: unknown) => (isObject(entry) ? { ...inherited, ...entry } : entry));
}

function withoutSecrets(value: unknown): unknown {
  return isObject(value) ? manifestWithoutSecrets(value, text(value, "kind") ?? "") : value;
}
