import type { InputBytes, InputFile } from "../domain/input-file.ts";
import { isObject, text } from "../standards/wire.ts";
import type { Document } from "./format.ts";
import { jsonValue, jsonValues } from "./formats/forms.ts";
import { completed, objectsIn } from "./formats/iac/manifest-objects.ts";
import { manifestWithoutSecrets, planWithoutSecrets } from "./formats/iac/without-secrets.ts";
import { formats } from "./formats/index.ts";
import { parse } from "./parse.ts";

/**
 * The bytes of an input as a registry keeps them: those of the input, but for what holds secrets by design, plans,
 * manifests and the reports of secret scanners: of these a copy in JSON that reads the same and has none.
 */
export function storedCopy(input: InputBytes, { format }: Pick<InputFile, "format">, maxDepth: number): Uint8Array {
  const copy = copies.get(format);
  if (copy === undefined) return input.bytes;
  const values = copy(parse(input, formats, maxDepth).document);
  return new TextEncoder().encode(values.map((value) => `${JSON.stringify(value)}\n`).join(""));
}

/** Format → the values of its copy. */
const copies: ReadonlyMap<string, (document: Document) => readonly unknown[]> = new Map([
  ["terraform-plan-json", (document: Document) => [planWithoutSecrets(jsonValue(document))]],
  ["kubernetes-yaml", (document: Document) => [manifestList(document)]],
  ["kubernetes-json", (document: Document) => [manifestList(document)]],
  // Members that quote what was found, as the tools write them; readers use none of them.
  ["gitleaks-json", quoteless(["Secret", "Match", "line", "offender"])],
  ["trufflehog-json", quoteless(["Raw", "RawV2", "Redacted", "stringsFound", "diff", "printDiff"])],
  ["github-secret-scanning-json", quoteless(["secret"])],
]);

function quoteless(members: readonly string[]): (document: Document) => readonly unknown[] {
  const quoted: ReadonlySet<string> = new Set(members);
  return (document) => jsonValues(document).map((value) => withoutMembers(value, quoted));
}

/** A text stands in for what is left out, since readers tell these reports by the members that they have. */
function withoutMembers(value: unknown, quoted: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutMembers(one, quoted));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      quoted.has(key) ? hidden(member) : withoutMembers(member, quoted),
    ]),
  );
}

function hidden(member: unknown): unknown {
  if (Array.isArray(member)) return [];
  return typeof member === "string" && member !== "" ? "(sensitive)" : member;
}

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
