import type { Format } from "../format.ts";
import { businessContext } from "./context/business-context.ts";
import { designCsv } from "./context/design-csv.ts";
import { designData } from "./context/design-data.ts";
import { sarif } from "./findings/sarif.ts";
import { semgrep } from "./findings/semgrep.ts";
import { kev } from "./intel/kev.ts";
import { nvd } from "./intel/nvd.ts";
import { cyclonedx } from "./sbom/cyclonedx.ts";
import { spdx2 } from "./sbom/spdx-2.ts";
import { openvex } from "./vex/openvex.ts";
import { grype } from "./vulnerabilities/grype.ts";
import { osvScanner } from "./vulnerabilities/osv-scanner.ts";
import { trivy } from "./vulnerabilities/trivy.ts";

/** The table of formats, most specific first: the first that says "mine" reads the document. */
export const formats: readonly Format[] = [
  cyclonedx,
  spdx2,
  sarif,
  semgrep,
  grype,
  trivy,
  osvScanner,
  openvex,
  kev,
  nvd,
  designCsv,
  designData,
  businessContext,
];
