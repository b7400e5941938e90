import {
  authorElement,
  hasHash,
  identifierElement,
  nameElement,
  relationElement,
  timestampElement,
  versionElement,
} from "./asked.ts";
import type { Standard } from "./element.ts";

/**
 * CISA's minimum elements of 29 July 2026, the data fields. The draft of August 2025 has the same ones but for the
 * signature, the format's name and version, the tool's version and the SBOM's own version. What is older than the
 * elements that it replaces (NTIA 2021) is hash, licence, tool and generation context. Mapping of fields: the working
 * document of the OpenSSF for SPDX and CycloneDX.
 */
export const cisa: Standard = {
  id: "cisa",
  title: "CISA minimum elements, 2026 (draft of 2025 included)",
  source: "2026 Minimum Elements for a Software Bill of Materials, CISA, 2026-07-29, Data Fields",
  elements: [
    authorElement({ id: "sbom_author", title: "SBOM author" }),
    {
      id: "sbom_author_signature",
      title: "SBOM author signature",
      of: "nobody",
      why: "a signature in or around an SBOM is not verified",
    },
    { id: "data_format_name", title: "SBOM data format name", of: "document", has: () => true },
    {
      id: "data_format_version",
      title: "SBOM data format version",
      of: "document",
      has: ({ about }) => about.formatVersion !== undefined,
    },
    {
      id: "generation_context",
      title: "SBOM generation context",
      of: "document",
      has: ({ about }) =>
        about.format === "SPDX" && about.formatVersion?.startsWith("2.") === true
          ? { why: "SPDX 2 has no field for it, only a free comment" }
          : about.lifecycles.length > 0,
    },
    timestampElement({ id: "sbom_timestamp", title: "SBOM timestamp" }),
    { id: "tool_name", title: "SBOM tool name", of: "document", has: ({ about }) => about.tools.length > 0 },
    {
      id: "tool_version",
      title: "SBOM tool version",
      of: "document",
      has: ({ about: { tools } }) => tools.length > 0 && tools.every(({ version }) => version !== undefined),
    },
    {
      id: "sbom_version",
      title: "SBOM version",
      of: "document",
      has: ({ about }) =>
        about.format === "CycloneDX"
          ? about.revision !== undefined
          : { why: `${about.format} has no field for the version of a document` },
    },
    {
      id: "component_producer",
      title: "component producer",
      of: "component",
      has: ({ producer }) => producer !== undefined,
    },
    relationElement({ id: "dependency_relationship", title: "component dependency relationship" }),
    { id: "hash_value", title: "component hash value", of: "component", has: hasHash },
    {
      id: "hash_algorithm",
      title: "component hash algorithm",
      of: "component",
      has: hasHash,
    },
    identifierElement({ id: "component_identifiers", title: "component identifiers" }),
    {
      id: "component_license",
      title: "component licence, as declared",
      of: "component",
      // Where nothing is said of the kind, licences are taken for declared ones.
      has: ({ declaredLicenses, concludedLicenses, licenses }) =>
        declaredLicenses !== undefined || (concludedLicenses === undefined && licenses.length > 0),
    },
    nameElement({ id: "component_name", title: "component name" }),
    versionElement({ id: "component_version", title: "component version" }),
  ],
};
