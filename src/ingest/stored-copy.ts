import type { InputBytes, InputFile } from "../domain/input-file.ts";
import { isObject, text } from "../standards/wire.ts";
import type { Document } from "./format.ts";
import { jsonValue } from "./formats/forms.ts";
import { completed, objectsIn } from "./formats/iac/manifest-objects.ts";
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

/** One list with the objects of all documents in it, those of lists in lists among them. */
function manifestList(document: Document): unknown {
  return {
    apiVersion: "v1",
    kind: "List",
    items: objectsIn(document).map((placed) => withoutSecrets(completed(placed))),
  };
}

function withoutSecrets(value: unknown): unknown {
  return isObject(value) ? manifestWithoutSecrets(value, text(value, "kind") ?? "") : value;
}
