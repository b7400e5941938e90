import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { countSeverities } from "../../../src/domain/severity.ts";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { checkov } from "../../../src/ingest/formats/posture/checkov.ts";
import { conftest } from "../../../src/ingest/formats/posture/conftest.ts";
import { dockle } from "../../../src/ingest/formats/posture/dockle.ts";
import { hadolint } from "../../../src/ingest/formats/posture/hadolint.ts";
import { kics } from "../../../src/ingest/formats/posture/kics.ts";
import { kubeBench } from "../../../src/ingest/formats/posture/kube-bench.ts";
import { kubeLinter } from "../../../src/ingest/formats/posture/kube-linter.ts";
import { kubescape } from "../../../src/ingest/formats/posture/kubescape.ts";
import { kubesec } from "../../../src/ingest/formats/posture/kubesec.ts";
import { polaris } from "../../../src/ingest/formats/posture/polaris.ts";
import { regula } from "../../../src/ingest/formats/posture/regula.ts";
import { snykIac } from "../../../src/ingest/formats/posture/snyk-iac.ts";
import { terrascan } from "../../../src/ingest/formats/posture/terrascan.ts";
import { tfsec } from "../../../src/ingest/formats/posture/tfsec.ts";
import { trivyK8s } from "../../../src/ingest/formats/posture/trivy-k8s.ts";
import { trivyOperator } from "../../../src/ingest/formats/posture/trivy-operator.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real reports against counts that another program makes of them. */
const hasCounter = hasShared && Bun.which("jq") !== null;

type Counts = { readonly [name: string]: number };

/** Raw items, findings, observations and the severities of both, as jq counts them. */
const severities = `
  def band: ascii_upcase | if . == "CRITICAL" then "critical" elif . == "HIGH" then "high" elif . == "MEDIUM" then "medium"
    elif . == "LOW" then "low" elif . == "INFO" then "info" else "unknown" end;
  def tally: . as $all | reduce ("critical", "high", "medium", "low", "info", "unknown") as $s ({}; .[$s] = ([$all[] | select(. == $s)] | length));
`;

type Case = { readonly format: Format; readonly files: readonly string[]; readonly counted: string };

const posture = "cnapp/posture-scanners";

const cases: readonly Case[] = [
  {
    format: checkov,
    files: ["checkov-2.0.209-array.json", "checkov-2.2.34.json", "checkov-empty.json"].map(
      (file) => `${posture}/${file}`,
    ),
    counted: `[if type == "array" then .[] else . end | .results] as $r
      | [$r[] | (.failed_checks[]?, .skipped_checks[]?) | .severity // "" | band] | tally
      | .raw = ([$r[] | .failed_checks[]?, .skipped_checks[]?, .passed_checks[]?] | length)
      | .lines = ([$r[] | .failed_checks[]?, .skipped_checks[]? | select(.file_line_range[0] > 0)] | length)`,
  },
  {
    format: kics,
    files: [`${posture}/kics.json`],
    counted: `[.queries[] | .severity as $s | .files[] | $s | band] | tally | .raw = (add) | .lines = .raw`,
  },
  {
    format: tfsec,
    files: [`${posture}/tfsec.json`],
    counted: `[.results[] | select(.status == "failed") | .severity | band] as $s | (.results | length) as $n
      | $s | tally | .raw = $n | .lines = ($s | length)`,
  },
  {
    format: terrascan,
    files: [`${posture}/terrascan.json`],
    counted: `[.results.violations[].severity | band] as $s | $s | tally | .raw = ($s | length) | .lines = .raw`,
  },
  {
    format: kubeLinter,
    files: [`${posture}/kubelinter_many_vuln.json`],
    counted: `[.Reports[] | "unknown"] | length as $n | tally | .raw = $n | .lines = 0`,
  },
  {
    format: polaris,
    files: [`${posture}/polaris_many_vuln.json`],
    counted: `[.. | objects | select(has("Success"))] as $c
      | [$c[] | select(.Success == false) | {danger: "high", warning: "medium"}[.Severity]] | tally
      | .raw = ($c | length) | .lines = 0`,
  },
  {
    format: conftest,
    files: [`${posture}/conftest_many_vuln.json`],
    counted: `[.[] | (.failures[]? | "high"), (.warnings[]? | "medium")] as $s | [.[].successes] as $passed
      | $s | tally | .raw = ($s | length) + ($passed | add) | .lines = 0`,
  },
  {
    format: kubescape,
    files: [`${posture}/kubescape.json`],
    counted: `[.results[].controls[]] as $c | [$c[] | select(.status.status == "failed") | .severity | band] | tally
      | .raw = ($c | length) | .lines = 0`,
  },
  {
    format: kubeBench,
    files: [`${posture}/kube-bench-report-many-vuln.json`],
    counted: `[.[].tests[].results[]] as $c | [$c[] | select(.status == "FAIL" or .status == "WARN") | "unknown"] | tally
      | .raw = ($c | length) | .lines = 0`,
  },
  {
    format: snykIac,
    files: ["vuln/snyk-json/snyk-iac-array.json"],
    counted: `[.[].infrastructureAsCodeIssues[]] as $c | [$c[].severity | band] | tally
      | .raw = ($c | length) | .lines = ([$c[] | select(.lineNumber > 0)] | length)`,
  },
  {
    format: trivyK8s,
    files: ["vuln/trivy-json/trivy-k8s-cluster.json", "vuln/trivy-json/trivy-k8s-unexpected-attribute.json"],
    counted: `[(.Resources, .Vulnerabilities, .Misconfigurations)[]?.Results[]?] as $r
      | [$r[] | .Vulnerabilities[]?, .Misconfigurations[]?] as $c | [$c[].Severity | band] | tally
      | .raw = ($c | length) + ([$r[].Secrets[]?] | length) | .lines = 0`,
  },
  {
    format: trivyOperator,
    files: ["trivy-operator-configauditreport.json", "trivy-operator-vulnerabilityreport.json"].map(
      (file) => `${posture}/${file}`,
    ),
    counted: `[.report | .vulnerabilities[]?, .checks[]?, .secrets[]?] as $all
      | [$all[] | select(.success != true) | .severity | band] | tally | .raw = 1 + ($all | length) | .lines = 0`,
  },
];

/** No file of theirs is in the corpus. */
const absent: readonly Format[] = [dockle, hadolint, kubesec, regula];

const origin = { name: "real", sha256: "0".repeat(64) };

describe.skipIf(!hasCounter).each([...cases])("corpus of $format.id", ({ format, files, counted }) => {
  test.each([...files])("%s", (file) => {
    const text = decodeText(readFileSync(shared(`corpus/${file}`))).text;
    const document: Document = { form: "json", value: JSON.parse(text) };
    expect(format.detect(document)).toBe(true);
    expect(countsOf(format.read(document, origin))).toEqual(independentCounts(text, counted));
  });
});

describe.skipIf(!hasShared)("the whole corpus", () => {
  test("every report of a posture scanner has a reader here", () => {
    const known = new Set(cases.flatMap(({ files }) => files));
    const reports = readdirSync(shared(`corpus/${posture}`)).map((file) => `${posture}/${file}`);
    expect(reports.length).toBeGreaterThan(10);
    expect(reports.filter((file) => !known.has(file))).toEqual([]);
  });

  test("no file of another format is taken for one of these, and none of these for two", () => {
    const files = [...new Bun.Glob("*/*/*").scanSync(shared("corpus"))];
    const expected = new Map(
      cases.flatMap(({ format, files: own }) => own.map((file) => [file, [format.id]] as const)),
    );
    const formats = [...cases.map(({ format }) => format), ...absent];
    const wrong = files.flatMap((file) => {
      const document: Document = { form: "json", value: jsonOf(file) };
      const claims = formats.filter(({ detect }) => detect(document)).map(({ id }) => id);
      return claims.join() === (expected.get(file) ?? []).join() ? [] : [`${file}: ${claims.join()}`];
    });
    expect(files.length).toBeGreaterThan(100);
    expect(wrong).toEqual([]);
  });
});

function countsOf({ accounts, items }: Reading): Counts {
  const findings = items.findings ?? [];
  return {
    raw: accounts.reduce((sum, { raw }) => sum + raw, 0),
    lines: findings.filter(({ location }) => location.line !== undefined).length,
    ...countSeverities([...findings, ...(items.observations ?? [])]),
  };
}

function independentCounts(text: string, program: string): Counts {
  const { stdout, stderr, exitCode } = Bun.spawnSync(["jq", "-c", severities + program], { stdin: Buffer.from(text) });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(decodeText(readFileSync(shared(`corpus/${file}`))).text);
  } catch {
    return undefined;
  }
}
