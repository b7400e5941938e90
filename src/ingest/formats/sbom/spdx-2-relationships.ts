import type { Component } from "../../../domain/component.ts";
import { list, text, texts } from "../../../standards/wire.ts";

/** Relationship types that say that one thing needs or holds another (SPDX 2.3 §11.1). */
const dependencyTypes: ReadonlySet<string> = new Set([
  "DEPENDS_ON",
  "DEPENDENCY_OF",
  "BUILD_DEPENDENCY_OF",
  "DEV_DEPENDENCY_OF",
  "OPTIONAL_DEPENDENCY_OF",
  "PROVIDED_DEPENDENCY_OF",
  "RUNTIME_DEPENDENCY_OF",
  "TEST_DEPENDENCY_OF",
  "CONTAINS",
  "CONTAINED_BY",
  "DYNAMIC_LINK",
  "STATIC_LINK",
]);

/** Relationships of those types; what a package contains as a file is no dependency. */
export function countDependencies(spdx: unknown): number {
  const files = new Set(list(spdx, "files").map((file) => text(file, "SPDXID")));
  const isFile = (id: string | undefined) => id !== undefined && files.has(id);
  let dependencies = 0;
  for (const relationship of list(spdx, "relationships")) {
    if (!dependencyTypes.has(text(relationship, "relationshipType") ?? "")) continue;
    if (isFile(text(relationship, "spdxElementId")) || isFile(text(relationship, "relatedSpdxElement"))) continue;
    dependencies++;
  }
  return dependencies;
}

/**
 * The one package that the document describes, by `documentDescribes` or DESCRIBES (SPDX 2.3 §11.1).
 * A document that describes several has no subject of its own: they are all parts of the release.
 */
export function subjectOf(spdx: unknown, components: readonly Component[]): Component | undefined {
  const ids = describedIds(spdx);
  if (ids.size === 0) return undefined;
  const described = components.filter(({ ref }) => ref !== undefined && ids.has(ref));
  return described.length === 1 ? described[0] : undefined;
}

function describedIds(spdx: unknown): ReadonlySet<string> {
  const ids = new Set(texts(spdx, "documentDescribes"));
  const document = text(spdx, "SPDXID");
  for (const relationship of list(spdx, "relationships")) {
    const id = describedBy(relationship, document);
    if (id !== undefined) ids.add(id);
  }
  return ids;
}

function describedBy(relationship: unknown, document: string | undefined): string | undefined {
  const type = text(relationship, "relationshipType");
  if (type !== "DESCRIBES" && type !== "DESCRIBED_BY") return undefined;
  const from = text(relationship, "spdxElementId");
  const to = text(relationship, "relatedSpdxElement");
  if (type === "DESCRIBES") return from === document ? to : undefined;
  return to === document ? from : undefined;
}
