import type { ComponentFile } from "../../../domain/component.ts";
import { field, isObject, text } from "../../../standards/wire.ts";
import type { FileDraft } from "./component-draft.ts";
import { contactIn } from "./contact.ts";
import { type Element, type Graph, member, references } from "./spdx-3-graph.ts";

/** The file that each package is delivered as: `hasDistributionArtifact`, as BSI TR-03183-2 v2.1.0 §8.2 maps it. */
export function readFiles(graph: Graph): ReadonlyMap<Element, ComponentFile> {
  const files = new Map<Element, ComponentFile>();
  for (const element of graph.elements) {
    if (element.relation !== "hasdistributionartifact") continue;
    const [from] = references(field(element.node, "from"), graph);
    const [to] = references(field(element.node, "to"), graph);
    if (from?.element === undefined || to?.element?.type !== "File" || files.has(from.element)) continue;
    files.set(from.element, fileOf(to.element, graph));
  }
  return files;
}

/**
 * The guideline has additional purposes stand for its properties: `executable`, `archive`, `container` for structured
 * and `firmware` for unstructured files. One that is not there means no, once the member is.
 */
function fileOf({ node }: Element, graph: Graph): ComponentFile {
  const file: FileDraft = { hashes: hashesOf(node, graph) };
  const name = text(node, "name");
  if (name !== undefined) file.name = name;
  const purposes = member(node, "software", "additionalPurpose");
  if (!Array.isArray(purposes)) return file;
  file.executable = purposes.includes("executable");
  file.archive = purposes.includes("archive");
  if (purposes.includes("container") || purposes.includes("firmware")) file.structured = purposes.includes("container");
  return file;
}

/** `algorithm:hex` of each hash in `verifiedUsing`. */
export function hashesOf(node: unknown, graph: Graph): readonly string[] {
  const hashes: string[] = [];
  for (const { element } of references(field(node, "verifiedUsing"), graph)) {
    if (element?.type !== "Hash") continue;
    const algorithm = text(element.node, "algorithm");
    const value = text(element.node, "hashValue");
    if (algorithm !== undefined && value !== undefined) hashes.push(`${algorithm}:${value}`);
  }
  return hashes;
}

/** E-mail and web addresses among the external identifiers of a person or organisation. */
export function contactsOfAgent(agent: Element | undefined, graph: Graph): readonly string[] {
  if (agent === undefined || !isObject(agent.node)) return [];
  return references(field(agent.node, "externalIdentifier"), graph).flatMap(
    ({ element }) => contactIn(text(element?.node, "identifier")) ?? [],
  );
}
