import type { Format } from "../../format.ts";
import { cve5 } from "./cve5.ts";
import { epss } from "./epss.ts";
import { kev } from "./kev.ts";
import { nvd } from "./nvd.ts";
import { osv } from "./osv.ts";
import { osvYaml } from "./osv-yaml.ts";

/** Formats of public records about vulnerabilities, most specific first. */
export const intelFormats: readonly Format[] = [kev, nvd, cve5, osv, osvYaml, epss];
