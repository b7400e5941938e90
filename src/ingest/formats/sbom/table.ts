import type { Format } from "../../format.ts";
import { cyclonedx } from "./cyclonedx.ts";
import { cyclonedxXml } from "./cyclonedx-xml.ts";
import { githubSbom } from "./github-sbom.ts";
import { spdx2 } from "./spdx-2.ts";
import { spdx3 } from "./spdx-3.ts";
import { spdxTagValue } from "./spdx-tag-value.ts";
import { spdxYaml } from "./spdx-yaml.ts";
import { syftJson } from "./syft-json.ts";

/** Formats of bills of materials, most specific first. */
export const sbomFormats: readonly Format[] = [
  cyclonedx,
  cyclonedxXml,
  spdx3,
  spdx2,
  githubSbom,
  spdxYaml,
  spdxTagValue,
  syftJson,
];
