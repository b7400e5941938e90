import type { Document, Format } from "../../format.ts";
import { isOsvRecord, readOsvRecords } from "./osv.ts";

/** One record of the OSV schema as YAML, the way that PyPA, Go and OSS-Fuzz keep their advisories. */
export const osvYaml: Format = {
  id: "osv-yaml",
  title: "OSV record YAML",
  sign: "`id` and two of `modified`, `schema_version` and `affected`, in YAML",
  versions: [],
  kinds: ["cve"],
  isPublicRecord: true,
  detect: (document) => isOsvRecord(yamlValue(document)),
  read: (document, origin) => readOsvRecords([{ value: yamlValue(document), pointer: "" }], origin),
};

function yamlValue(document: Document): unknown {
  return document.form === "yaml" ? document.value : undefined;
}
