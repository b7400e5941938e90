import {
  authorElement,
  identifierElement,
  nameElement,
  relationElement,
  supplierElement,
  timestampElement,
  versionElement,
} from "./asked.ts";
import type { Standard } from "./element.ts";

/** The seven data fields of the NTIA minimum elements (12 July 2021), page 9; a tool is no author. */
export const ntia: Standard = {
  id: "ntia",
  title: "NTIA minimum elements, 2021",
  source: "The Minimum Elements For a Software Bill of Materials, NTIA, 2021-07-12, Data Fields",
  elements: [
    supplierElement({ id: "supplier", title: "supplier name" }),
    nameElement({ id: "component_name", title: "component name" }),
    versionElement({ id: "component_version", title: "version of the component" }),
    identifierElement({ id: "unique_identifiers", title: "other unique identifiers" }),
    relationElement({ id: "dependency_relationship", title: "dependency relationship" }),
    authorElement({ id: "author", title: "author of the SBOM data" }),
    timestampElement({ id: "timestamp", title: "timestamp" }),
  ],
};
