import type { Artefact } from "../../../domain/provenance.ts";
import { field, isObject, optional, shorten, text } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";

/** URIs and names of artefacts: longer than any that is meant, short enough for the evidence. */
const maxReference = 2048;

/** A *resource descriptor* (in-toto v1), a subject or a material (v0.1): they share these members. */
export function artefactOf(value: unknown): Artefact {
  return {
    ...optional("name", reference(value, "name")),
    ...optional("uri", reference(value, "uri")),
    digests: digestsOf(field(value, "digest")),
  };
}

/** Those of a list that name something or give a digest. */
export function artefactsOf(values: readonly unknown[]): readonly Artefact[] {
  return values.map(artefactOf).filter((artefact) => !isBlank(artefact));
}

/** True for a descriptor that describes nothing. */
function isBlank({ name, uri, digests }: Artefact): boolean {
  return name === undefined && uri === undefined && digests.length === 0;
}

function digestsOf(given: unknown): Artefact["digests"] {
  if (!isObject(given)) return [];
  return Object.entries(given).flatMap(([algorithm, digest]) => {
    return typeof digest === "string" && digest !== "" ? [[algorithm, shorten(digest, maxLabel)] as const] : [];
  });
}

/** A member that refers to something: its first 2048 characters. */
export function reference(value: unknown, key: string): string | undefined {
  const found = text(value, key);
  return found === undefined ? undefined : shorten(found, maxReference);
}
