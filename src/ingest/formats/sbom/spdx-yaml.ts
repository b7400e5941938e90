import type { Document, Format } from "../../format.ts";
import { isSpdx2, readSpdx2 } from "./spdx-2-document.ts";

const versions = ["2.2", "2.3"];

/** SPDX 2.2 and 2.3 YAML: the shape of SPDX JSON. */
export const spdxYaml: Format = {
  id: "spdx-yaml",
  title: "SPDX 2 YAML",
  sign: "`spdxVersion` and `SPDXID`, in YAML",
  versions,
  kinds: ["sbom"],
  detect: (document) => isSpdx2(yamlValue(document)),
  read: (document, origin) => readSpdx2({ value: yamlValue(document), pointer: "" }, versions, origin),
};

function yamlValue(document: Document): unknown {
  return document.form === "yaml" ? document.value : undefined;
}
