import type { Format } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { isIac, isScan, readScan } from "./wizcli-scan.ts";

/** `wizcli docker|dir|vm scan --format json`: packages with their vulnerabilities, and secrets. */
export const wizcli: Format = {
  id: "wizcli-json",
  title: "wizcli scan JSON",
  sign: "`scanOriginResource`, and a `result` of a CICD type or with `analytics`",
  versions: [],
  kinds: ["cve", "sarif", "cnapp"],
  detect: (document) => isScan(jsonValue(document)) && !isIac(jsonValue(document)),
  read: readScan,
};
