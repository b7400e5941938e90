import type { Format } from "../../format.ts";
import { bandit } from "./bandit.ts";
import { brakeman } from "./brakeman.ts";
import { checkstyle } from "./checkstyle.ts";
import { codeQuality } from "./code-quality.ts";
import { detectSecrets } from "./detect-secrets.ts";
import { eslint } from "./eslint.ts";
import { githubCodeScanning } from "./github-code-scanning.ts";
import { githubSecretScanning } from "./github-secret-scanning.ts";
import { gitlabSecurity } from "./gitlab-security.ts";
import { gitleaks } from "./gitleaks.ts";
import { gosec } from "./gosec.ts";
import { horusec } from "./horusec.ts";
import { njsscan } from "./njsscan.ts";
import { nuclei } from "./nuclei.ts";
import { pmd } from "./pmd.ts";
import { pylint } from "./pylint.ts";
import { ruff } from "./ruff.ts";
import { sarif } from "./sarif.ts";
import { semgrep } from "./semgrep.ts";
import { sonarqube } from "./sonarqube.ts";
import { spotbugs } from "./spotbugs.ts";
import { trufflehog } from "./trufflehog.ts";
import { zapJson } from "./zap-json.ts";
import { zapXml } from "./zap-xml.ts";

/** Formats of code and secret scanners, most specific first. */
export const findingsFormats: readonly Format[] = [
  sarif,
  semgrep,
  gitlabSecurity,
  bandit,
  gosec,
  eslint,
  gitleaks,
  trufflehog,
  detectSecrets,
  sonarqube,
  brakeman,
  githubCodeScanning,
  githubSecretScanning,
  njsscan,
  horusec,
  checkstyle,
  spotbugs,
  pmd,
  ruff,
  pylint,
  nuclei,
  zapJson,
  zapXml,
  codeQuality,
];
