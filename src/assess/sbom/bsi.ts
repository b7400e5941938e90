import type { Component } from "../../domain/component.ts";
import { type LicenceExpression, licencesIn } from "../../standards/spdx-expression.ts";
import { isAtLeast, nameElement, relationElement, timestampElement, versionElement } from "./asked.ts";
import type { Element, JudgedSbom, Standard } from "./element.ts";

const fileTitle = "of the file that is deployed";

/** Fields that are asked for only where there is something to tell, which an SBOM without them does not say. */
const whereTheyExist = "it is required only where it exists, which the SBOM cannot show";

function additional(id: string, title: string): Element {
  return { id, title, of: "nobody", why: whereTheyExist };
}

/**
 * BSI TR-03183-2, version 2.1.0 (20 August 2025): formats of §4, required fields of §5.2.1 (the SBOM) and §5.2.2 (each
 * component), mapped to fields as its §8.2 does; additional fields (§5.2.3, §5.2.4) cannot be told. Logical components
 * (§3.2.2) need no file, hash nor properties; which ones are logical, formats do not say, so that all are asked.
 */
export const bsi: Standard = {
  id: "bsi",
  title: "BSI TR-03183-2 v2.1.0",
  source: "Technical Guideline TR-03183-2, version 2.1.0, BSI, 2025-08-20, §4 and §5.2",
  elements: [
    {
      id: "format",
      title: "CycloneDX 1.6 or SPDX 3.0.1, or later",
      of: "document",
      has: (sbom) => isAtLeast(sbom, "CycloneDX", [1, 6]) || isAtLeast(sbom, "SPDX", [3, 0, 1]),
    },
    {
      id: "no_vulnerabilities",
      title: "no vulnerability information in the SBOM",
      of: "document",
      has: ({ about }) => !about.holdsVulnerabilities,
    },
    {
      id: "sbom_creator",
      title: "creator of the SBOM, as e-mail address or URL",
      of: "document",
      has: ({ about }) => about.contacts.length > 0,
    },
    timestampElement({ id: "timestamp", title: "timestamp" }),
    {
      id: "component_creator",
      title: "component creator, as e-mail address or URL",
      of: "component",
      has: ({ contact }) => contact !== undefined,
    },
    nameElement({ id: "component_name", title: "component name" }),
    versionElement({ id: "component_version", title: "component version" }),
    {
      id: "filename",
      title: `name ${fileTitle}`,
      of: "component",
      has: ({ file }) => file?.name !== undefined,
    },
    relationElement({ id: "dependencies", title: "dependencies on other components" }),
    {
      id: "dependency_completeness",
      title: "how complete the dependencies are",
      of: "document",
      has: ({ about }) => about.tellsCompleteness,
    },
    {
      id: "distribution_licences",
      title: "distribution licences, as SPDX ids or expressions",
      of: "component",
      has: hasDistributionLicence,
    },
    { id: "hash_sha512", title: `SHA-512 ${fileTitle}`, of: "component", has: hasSha512 },
    {
      id: "executable",
      title: "executable property",
      of: "component",
      has: ({ file }) => file?.executable !== undefined,
    },
    { id: "archive", title: "archive property", of: "component", has: ({ file }) => file?.archive !== undefined },
    {
      id: "structured",
      title: "structured property",
      of: "component",
      has: ({ file }) => file?.structured !== undefined,
    },
    additional("sbom_uri", "SBOM-URI"),
    additional("source_uri", "source code URI"),
    additional("deployable_uri", "URI of the deployable form"),
    additional("unique_identifiers", "other unique identifiers"),
    additional("original_licences", "original licences"),
  ],
};

/** Concluded licences stand for them (§8.2); each must be an expression of ids or of references to a text (§6.1). */
function hasDistributionLicence({ concludedLicenses = [] }: Component, { readLicence }: JudgedSbom): boolean {
  return concludedLicenses.length > 0 && concludedLicenses.every((text) => isProper(readLicence(text)));
}

function isProper(expression: LicenceExpression | undefined): boolean {
  return expression !== undefined && licencesIn(expression).every(({ isKnown }) => isKnown);
}

/** 128 hex digits; both formats spell the algorithm, one with a hyphen. */
const sha512 = /^sha-?512:[0-9a-f]{128}$/i;

/** Of the file, not of the component: CycloneDX has it at the distribution, SPDX 3 at the distribution artefact. */
function hasSha512({ file }: Component): boolean {
  return file?.hashes.some((hash) => sha512.test(hash)) === true;
}
