import type { SchemaFile, SchemaText } from "../../domain/schema-validity.ts";
import cycloneDx12 from "./assets/schemas/bom-1.2.schema.json" with { type: "text" };
import cycloneDx13 from "./assets/schemas/bom-1.3.schema.json" with { type: "text" };
import cycloneDx14 from "./assets/schemas/bom-1.4.schema.json" with { type: "text" };
import cycloneDx15 from "./assets/schemas/bom-1.5.schema.json" with { type: "text" };
import cycloneDx16 from "./assets/schemas/bom-1.6.schema.json" with { type: "text" };
import cycloneDx17 from "./assets/schemas/bom-1.7.schema.json" with { type: "text" };
import cryptographyDefs from "./assets/schemas/cryptography-defs.schema.json" with { type: "text" };
import csaf20 from "./assets/schemas/csaf_2.0.schema.json" with { type: "text" };
import cvssV20 from "./assets/schemas/cvss-v2.0.json" with { type: "text" };
import cvssV30 from "./assets/schemas/cvss-v3.0.json" with { type: "text" };
import cvssV31 from "./assets/schemas/cvss-v3.1.json" with { type: "text" };
import jsf082 from "./assets/schemas/jsf-0.82.schema.json" with { type: "text" };
import kev from "./assets/schemas/known_exploited_vulnerabilities_schema.json" with { type: "text" };
import openvex020 from "./assets/schemas/openvex-0.2.0.schema.json" with { type: "text" };
import sarif210 from "./assets/schemas/sarif-schema-2.1.0.json" with { type: "text" };
import licenceIds from "./assets/schemas/spdx.schema.json" with { type: "text" };
import spdx23 from "./assets/schemas/spdx-2.3.schema.json" with { type: "text" };

/** TypeScript takes a `.json` import for its content, whatever the attribute says; at run time it is the text. */
const schemas: Readonly<Record<SchemaFile, unknown>> = {
  "bom-1.2.schema.json": cycloneDx12,
  "bom-1.3.schema.json": cycloneDx13,
  "bom-1.4.schema.json": cycloneDx14,
  "bom-1.5.schema.json": cycloneDx15,
  "bom-1.6.schema.json": cycloneDx16,
  "bom-1.7.schema.json": cycloneDx17,
  "cryptography-defs.schema.json": cryptographyDefs,
  "csaf_2.0.schema.json": csaf20,
  "cvss-v2.0.json": cvssV20,
  "cvss-v3.0.json": cvssV30,
  "cvss-v3.1.json": cvssV31,
  "jsf-0.82.schema.json": jsf082,
  "known_exploited_vulnerabilities_schema.json": kev,
  "openvex-0.2.0.schema.json": openvex020,
  "sarif-schema-2.1.0.json": sarif210,
  "spdx-2.3.schema.json": spdx23,
  "spdx.schema.json": licenceIds,
};

/** The text of a schema as its publisher gives it out; more than a megabyte in all, so this module is loaded late. */
export const schemaText: SchemaText = (file) => {
  const text = schemas[file];
  if (typeof text !== "string") throw new TypeError(`the schema ${file} is not built in as text`);
  return text;
};
