import { field } from "../../../standards/wire.ts";
import type { Format } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { isSpdx2, readSpdx2 } from "./spdx-2-document.ts";

const versions = ["2.3"];

/**
 * What GitHub's REST API gives for `dependency-graph/sbom`: an SPDX 2.3 document under `sbom`. What its web page
 * downloads is that document alone, which is SPDX JSON.
 */
export const githubSbom: Format = {
  id: "github-sbom-json",
  title: "GitHub dependency graph SBOM",
  sign: "`spdxVersion` and `SPDXID` under `sbom`",
  versions,
  kinds: ["sbom"],
  detect: (document) => isSpdx2(field(jsonValue(document), "sbom")),
  read: (document, origin) =>
    readSpdx2({ value: field(jsonValue(document), "sbom"), pointer: "/sbom" }, versions, origin),
};
