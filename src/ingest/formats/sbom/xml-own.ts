import type { XmlElement } from "../../../standards/xml.ts";

/** An element of a list with its path. */
export type Item = { readonly element: XmlElement; readonly path: string };

/** Children of that name in the namespace of their parent: extensions may use the same names for other things. */
export function ownChildren(parent: XmlElement | undefined, name: string): readonly XmlElement[] {
  if (parent === undefined) return [];
  return parent.children.filter((child) => child.name === name && child.namespace === parent.namespace);
}

/** The first of `ownChildren`. */
export function ownChild(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return parent?.children.find((child) => child.name === name && child.namespace === parent.namespace);
}

/** The trimmed text of the first child of that name in the parent's namespace; undefined when there is none or it is blank. */
export function ownText(parent: XmlElement | undefined, name: string): string | undefined {
  const child = ownChild(parent, name);
  return child === undefined ? undefined : textOf(child);
}

/** The trimmed text directly inside an element; undefined when it is blank. */
export function textOf(element: XmlElement): string | undefined {
  const text = element.text.trim();
  return text === "" ? undefined : text;
}

/**
 * The elements `item` in the child `list`, with their path below the holder. A second list of that name, which no
 * schema allows, is read too: what it holds must not be lost.
 */
export function itemsOf(holder: XmlElement, list: string, item: string): readonly Item[] {
  const lists = ownChildren(holder, list);
  return lists.flatMap((element, index) => {
    const path = lists.length > 1 ? `/${list}[${index + 1}]` : `/${list}`;
    return ownChildren(element, item).map((child, i) => ({ element: child, path: `${path}/${item}[${i + 1}]` }));
  });
}
