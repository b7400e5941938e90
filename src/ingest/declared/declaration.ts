import { z } from "zod";
import { severities } from "../../domain/severity.ts";

/** JSON pointer (RFC 6901); "" is the value itself. In a CSV it is a slash and the name of a column. */
const pointer = z.string().regex(/^(?:\/(?:[^~]|~[01])*)?$/, "expected a JSON pointer such as /results");

/** Where the fields of an item stand, seen from the item. */
const fields = z.strictObject({
  rule: pointer.optional().describe("Id of the rule or check (findings)."),
  id: pointer.optional().describe("Id of the vulnerability, such as a CVE (vulnerabilities)."),
  severity: pointer.optional().describe("Severity word; translated by `severities`, else by the usual words."),
  message: pointer.optional().describe("What is wrong, for people."),
  file: pointer.optional().describe("Path of the file (findings)."),
  line: pointer.optional().describe("Line in the file, from 1 (findings)."),
  resource: pointer.optional().describe("Cloud resource, host or cluster object (findings)."),
  cwe: pointer.optional().describe("CWE id, or a list of them."),
  fingerprint: pointer.optional().describe("Fingerprint that stays the same from scan to scan (findings)."),
  package: pointer.optional().describe("Name of the package (vulnerabilities, components)."),
  version: pointer.optional().describe("Version of the package."),
  purl: pointer.optional().describe("Package URL of the package."),
  fixed_in: pointer.optional().describe("Version that fixes it, or a list of them (vulnerabilities)."),
  cvss: pointer.optional().describe("CVSS vector (vulnerabilities)."),
});

/** What an overlay tells of a format that the product does not know: `formats.<id>`. */
export const declarationSchema = z.strictObject({
  title: z.string().min(1).optional().describe("Name for people; the id unless given."),
  gives: z
    .enum(["findings", "vulnerabilities", "components"])
    .describe("What an item is: a finding, a vulnerability in a package, or a component."),
  when: z
    .record(pointer, z.union([z.string(), z.number(), z.boolean()]))
    .refine((found) => Object.keys(found).length > 0, "name at least one value that only this format has")
    .describe(
      "Pointers into the document and the values that stand there in this format; for a CSV, of its first row.",
    ),
  items: pointer.default("").describe("Pointer to the list of items; of a CSV all rows."),
  fields: fields.describe("Where the fields of an item stand."),
  severities: z
    .record(z.string(), z.enum(severities))
    .default({})
    .describe("Words of the tool and what they mean, without regard to case."),
  tool: pointer.optional().describe("Pointer to the name of the tool; the title unless given."),
  tool_version: pointer.optional().describe("Pointer to the version of the tool."),
  targets: pointer
    .optional()
    .describe("Pointer to what was looked at: a number or a list. Without it an empty report is a doubt."),
  generated_at: pointer.optional().describe("Pointer to the time of the report."),
});

export type Declaration = z.output<typeof declarationSchema>;

/** Overlay `formats`: id → declaration. Built-in formats are asked first, so none of them can be taken over. */
export const declaredFormats = z
  .record(z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, "use small letters, digits and hyphens"), declarationSchema)
  .default({})
  .describe("Formats of house scanners, by JSON pointers. Built-in formats come first.");

export type Declarations = z.output<typeof declaredFormats>;
