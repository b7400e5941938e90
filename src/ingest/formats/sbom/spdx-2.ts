import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { isSpdx2, readSpdx2 } from "./spdx-2-document.ts";

const versions = ["2.2", "2.3"];

/**
 * SPDX 2.2 and 2.3 JSON. Other versions in that shape are recognised so that they can be refused by name.
 */
export const spdx2: Format = {
  id: "spdx-json",
  title: "SPDX 2 JSON",
  sign: "`spdxVersion` and `SPDXID`, in JSON",
  versions,
  kinds: ["sbom"],
  detect: (document) => isSpdx2(jsonValue(document)),
  read,
};

function read(document: Document, origin: Origin): Reading {
  return readSpdx2({ value: jsonValue(document), pointer: "" }, versions, origin);
}
