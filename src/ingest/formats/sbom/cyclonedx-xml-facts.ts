import type { WireObject } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute } from "../../../standards/xml.ts";
import { itemsOf, ownChild, ownChildren, ownText, textOf } from "./xml-own.ts";

/** Members of `metadata` in the JSON shape that tell who made the BOM and when in the software's life. */
export function madeMembers(metadata: XmlElement): WireObject {
  return {
    authors: itemsOf(metadata, "authors", "author").map(({ element }) => contactOf(element)),
    manufacturer: entityOf(ownChild(metadata, "manufacturer")),
    manufacture: entityOf(ownChild(metadata, "manufacture")),
    lifecycles: itemsOf(metadata, "lifecycles", "lifecycle").map(({ element }) => ({
      phase: ownText(element, "phase"),
      name: ownText(element, "name"),
    })),
  };
}

/** Members of a component in the JSON shape beyond what identifies it. */
export function factMembers(component: XmlElement): WireObject {
  const swid = ownChild(component, "swid");
  return {
    manufacturer: entityOf(ownChild(component, "manufacturer")),
    authors: itemsOf(component, "authors", "author").map(({ element }) => contactOf(element)),
    author: ownText(component, "author"),
    publisher: ownText(component, "publisher"),
    swid: swid === undefined ? undefined : { tagId: xmlAttribute(swid, "tagId") },
    omniborId: ownChildren(component, "omniborId").flatMap((one) => textOf(one) ?? []),
    swhid: ownChildren(component, "swhid").flatMap((one) => textOf(one) ?? []),
    properties: itemsOf(component, "properties", "property").map(({ element }) => ({
      name: xmlAttribute(element, "name"),
      value: textOf(element),
    })),
    externalReferences: itemsOf(component, "externalReferences", "reference").map(({ element }) => ({
      type: xmlAttribute(element, "type"),
      hashes: hashMembers(element),
    })),
  };
}

/** `hashes` of a component or of a reference, in the JSON shape. */
export function hashMembers(holder: XmlElement): readonly WireObject[] {
  return itemsOf(holder, "hashes", "hash").map(({ element }) => ({
    alg: xmlAttribute(element, "alg"),
    content: textOf(element),
  }));
}

function entityOf(entity: XmlElement | undefined): WireObject | undefined {
  if (entity === undefined) return undefined;
  return {
    name: ownText(entity, "name"),
    url: ownChildren(entity, "url").flatMap((one) => textOf(one) ?? []),
    contact: ownChildren(entity, "contact").map(contactOf),
  };
}

function contactOf(contact: XmlElement): WireObject {
  return { name: ownText(contact, "name"), email: ownText(contact, "email") };
}
