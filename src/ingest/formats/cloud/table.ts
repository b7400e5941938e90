import type { Format } from "../../format.ts";
import { asff } from "./asff.ts";
import { awsConfig } from "./aws-config.ts";
import { cloudsploit } from "./cloudsploit.ts";
import { cnapp } from "./cnapp.ts";
import { defender } from "./defender.ts";
import { defenderCsv } from "./defender-csv.ts";
import { defenderEndpoint } from "./defender-endpoint.ts";
import { gcpScc } from "./gcp-scc.ts";
import { generic } from "./generic.ts";
import { genericCsv } from "./generic-csv.ts";
import { ocsf } from "./ocsf.ts";
import { orca } from "./orca.ts";
import { orcaCsv } from "./orca-csv.ts";
import { powerpipe } from "./powerpipe.ts";
import { prismaAlerts } from "./prisma-alerts.ts";
import { prismaAlertsCsv } from "./prisma-alerts-csv.ts";
import { prowlerCsv } from "./prowler-csv.ts";
import { prowlerJson } from "./prowler-json.ts";
import { scoutsuite } from "./scoutsuite.ts";
import { tenableCsv } from "./tenable-csv.ts";
import { wizCsv } from "./wiz-csv.ts";
import { wizJson } from "./wiz-json.ts";
import { wizVulnerabilitiesCsv } from "./wiz-vulnerabilities-csv.ts";
import { wizcli } from "./wizcli.ts";
import { wizcliIac } from "./wizcli-iac.ts";

/** Formats of cloud services and scanners of accounts, most specific first; those that several tools write last. */
export const cloudFormats: readonly Format[] = [
  asff,
  ocsf,
  prowlerJson,
  prowlerCsv,
  wizCsv,
  wizJson,
  wizVulnerabilitiesCsv,
  wizcli,
  wizcliIac,
  prismaAlerts,
  prismaAlertsCsv,
  defender,
  defenderCsv,
  defenderEndpoint,
  orca,
  orcaCsv,
  cloudsploit,
  scoutsuite,
  gcpScc,
  awsConfig,
  powerpipe,
  tenableCsv,
  cnapp,
  generic,
  genericCsv,
];
