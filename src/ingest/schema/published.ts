import type { SchemaFile, SchemaName } from "../../domain/schema-validity.ts";

/** A schema that the publisher of a format gives out, with those that it refers to. */
export type PublishedSchema = {
  readonly schema: SchemaName;
  readonly file: SchemaFile;
  /** Address as it stands in references → file. */
  readonly refersTo: readonly (readonly [address: string, file: SchemaFile])[];
};

const cycloneDxSite = "http://cyclonedx.org/schema";

/** SPDX licence ids, the JSON signature format and names of cryptography; each version refers to some of them. */
const cycloneDxParts: PublishedSchema["refersTo"] = [
  [`${cycloneDxSite}/spdx.schema.json`, "spdx.schema.json"],
  [`${cycloneDxSite}/jsf-0.82.schema.json`, "jsf-0.82.schema.json"],
  [`${cycloneDxSite}/cryptography-defs.schema.json`, "cryptography-defs.schema.json"],
];

const cvssSite = "https://www.first.org/cvss";

const published: ReadonlyMap<string, PublishedSchema> = new Map([
  ...(["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"] as const).map((version): [string, PublishedSchema] => [
    `cyclonedx-json ${version}`,
    { schema: { name: "CycloneDX", version }, file: `bom-${version}.schema.json`, refersTo: cycloneDxParts },
  ]),
  ["spdx-json 2.3", { schema: { name: "SPDX", version: "2.3" }, file: "spdx-2.3.schema.json", refersTo: [] }],
  ["sarif 2.1.0", { schema: { name: "SARIF", version: "2.1.0" }, file: "sarif-schema-2.1.0.json", refersTo: [] }],
  [
    "csaf-json 2.0",
    {
      schema: { name: "CSAF", version: "2.0" },
      file: "csaf_2.0.schema.json",
      refersTo: [
        [`${cvssSite}/cvss-v2.0.json`, "cvss-v2.0.json"],
        [`${cvssSite}/cvss-v3.0.json`, "cvss-v3.0.json"],
        [`${cvssSite}/cvss-v3.1.json`, "cvss-v3.1.json"],
      ],
    },
  ],
  [
    "openvex-json 0.2.0",
    { schema: { name: "OpenVEX", version: "0.2.0" }, file: "openvex-0.2.0.schema.json", refersTo: [] },
  ],
  [
    "cisa-kev-json",
    { schema: { name: "CISA KEV" }, file: "known_exploited_vulnerabilities_schema.json", refersTo: [] },
  ],
]);

/**
 * The schema of a format in a version, when it is built in. A schema of another version says nothing: SPDX 2.3 spells
 * words otherwise than 2.2, of which none is here. That of KEV has no versions, its catalogues have.
 */
export function publishedSchema(format: string, version?: string): PublishedSchema | undefined {
  return published.get(`${format} ${version}`) ?? published.get(format);
}
