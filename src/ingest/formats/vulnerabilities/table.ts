import type { Format } from "../../format.ts";
import { anchore } from "./anchore.ts";
import { aqua } from "./aqua.ts";
import { awsEcr } from "./aws-ecr.ts";
import { awsInspector2 } from "./aws-inspector2.ts";
import { blackduckCsv } from "./blackduck-csv.ts";
import { bundlerAudit } from "./bundler-audit.ts";
import { cargoAudit } from "./cargo-audit.ts";
import { checkmarxOne } from "./checkmarx-one.ts";
import { clair } from "./clair.ts";
import { clairIndex } from "./clair-index.ts";
import { clairScanner } from "./clair-scanner.ts";
import { composerAudit } from "./composer-audit.ts";
import { dependabot } from "./dependabot.ts";
import { dependencyCheckJson } from "./dependency-check-json.ts";
import { dependencyCheckXml } from "./dependency-check-xml.ts";
import { dependencyTrack } from "./dependency-track.ts";
import { dotnetList } from "./dotnet-list.ts";
import { gcpContainerAnalysis } from "./gcp-container-analysis.ts";
import { gitlabDependency } from "./gitlab-dependency.ts";
import { govulncheck } from "./govulncheck.ts";
import { grype } from "./grype.ts";
import { grypeLines } from "./grype-lines.ts";
import { harbor } from "./harbor.ts";
import { jfrogXray } from "./jfrog-xray.ts";
import { mend } from "./mend.ts";
import { nancy } from "./nancy.ts";
import { npmAudit } from "./npm-audit.ts";
import { npmAudit6 } from "./npm-audit-6.ts";
import { osvScanner } from "./osv-scanner.ts";
import { pipAudit } from "./pip-audit.ts";
import { prismaCsv } from "./prisma-csv.ts";
import { quay } from "./quay.ts";
import { retire } from "./retire.ts";
import { safety } from "./safety.ts";
import { snyk } from "./snyk.ts";
import { sonatype } from "./sonatype.ts";
import { sysdig } from "./sysdig.ts";
import { sysdigCsv } from "./sysdig-csv.ts";
import { trivy } from "./trivy.ts";
import { twistcli } from "./twistcli.ts";
import { yarnAudit } from "./yarn-audit.ts";

/** Formats of vulnerability scanners, most specific first. */
export const vulnerabilitiesFormats: readonly Format[] = [
  gitlabDependency,
  grype,
  grypeLines,
  trivy,
  twistcli,
  osvScanner,
  snyk,
  npmAudit,
  npmAudit6,
  yarnAudit,
  pipAudit,
  safety,
  dependencyCheckJson,
  dependencyCheckXml,
  dependencyTrack,
  govulncheck,
  bundlerAudit,
  cargoAudit,
  composerAudit,
  dotnetList,
  retire,
  nancy,
  awsInspector2,
  awsEcr,
  clair,
  clairIndex,
  clairScanner,
  jfrogXray,
  anchore,
  harbor,
  quay,
  mend,
  dependabot,
  aqua,
  gcpContainerAnalysis,
  sysdig,
  prismaCsv,
  sysdigCsv,
  blackduckCsv,
  sonatype,
  checkmarxOne,
];
