import type { Format } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { isIac, isScan, readScan } from "./wizcli-scan.ts";

/** `wizcli iac scan --format json`: rules that configuration files break, and secrets. */
export const wizcliIac: Format = {
  id: "wizcli-iac-json",
  title: "wizcli IaC scan JSON",
  sign: "`scanOriginResource`, and a `result` of CICDIACScanResult or with `scanStatistics`",
  versions: [],
  kinds: ["cnapp", "sarif"],
  detect: (document) => isScan(jsonValue(document)) && isIac(jsonValue(document)),
  read: readScan,
};
