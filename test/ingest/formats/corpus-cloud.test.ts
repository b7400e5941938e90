import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import type { Document, Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { recognise } from "../../../src/ingest/recognise.ts";
import { codeOf } from "../../support/code-of.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that another program makes of them. */
const hasCounters = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

type Counts = { readonly [name: string]: number };

type Case = {
  readonly file: string;
  readonly format: string;
  readonly version?: string;
  readonly counter: "jq" | "python3";
  /** A jq program, or Python with the decoded text in `text`, that gives an object of counts. */
  readonly counted: string;
};

const asffCounts = `
  (if type == "array" then . else (.Findings // .findings) end) as $all
  | ($all | map(select((.Compliance.Status // "FAILED") == "FAILED"))) as $open
  | ($open | map(select(.Vulnerabilities == null and (.Resources | all(.Details.Other["CVE ID"]? == null))))) as $plain
  | ($open - $plain) as $flawed
  | {
    raw: ($all | length),
    findings: ($plain | length),
    observations: ([$flawed[] | (.Vulnerabilities // [.Resources[].Details.Other])[] | (.VulnerablePackages // [1])[]] | length),
    critical: ([$plain[] | select(.Severity.Label == "CRITICAL")] | length),
    high: ([$plain[] | select(.Severity.Label == "HIGH")] | length),
    suppressed: 0,
    resources: ([$all[].Resources[].Id] | unique | length)
  }`;

const ocsfCounts = `
  (if type == "array" then . else [.] end) as $all
  | ($all | map(select(.status_code != "PASS" and .status_code != "MANUAL"))) as $open
  | {
    raw: ($all | length),
    findings: ($open | length),
    observations: 0,
    critical: ([$open[] | select(.severity_id == 5)] | length),
    high: ([$open[] | select(.severity_id == 4)] | length),
    suppressed: ([$open[] | select(.status_id == 3 and .status == "Suppressed")] | length),
    resources: ([$all[].resources[] | .uid] | unique | length)
  }`;

const prowlerCounts = `
  [inputs] | (if (.[0] | type) == "array" then .[0] else . end) as $all
  | def result: .Status | ascii_upcase;
  ($all | map(select(result != "PASS" and result != "INFO"))) as $open
  | {
    raw: ($all | length),
    findings: ($open | length),
    observations: 0,
    critical: ([$open[] | select(.Severity | ascii_downcase == "critical")] | length),
    high: ([$open[] | select(.Severity | ascii_downcase == "high")] | length),
    suppressed: ([$open[] | select(result == "WARNING")] | length),
    resources: ([$all[] | [.ResourceArn, .ResourceId, ."Resource ID", ."Account Number", .AccountId] | map(select(. != null and . != "")) | .[0]] | unique | length)
  }`;

/** Counts rows of a CSV: `gone` and `aside` are functions of a row, `level` and `resource` columns. */
function csvCounts(gone: string, aside: string, level: string, resource: string): string {
  return `
import csv, io, json
rows = list(csv.DictReader(io.StringIO(text, newline="")))
kept = [row for row in rows if not (${gone})]
word = lambda row: (${level}).lower()
print(json.dumps({
  "raw": len(rows), "findings": len(kept), "observations": 0,
  "critical": sum(word(row) == "critical" for row in kept), "high": sum(word(row) == "high" for row in kept),
  "suppressed": sum(bool(${aside}) for row in kept),
  "resources": len({${resource} for row in rows}),
}))`;
}

const wizCounts = csvCounts(
  'row["Status"] == "RESOLVED" and row["Resolution"] in ("", "ISSUE_FIXED", "OBJECT_DELETED")',
  'row["Resolution"] == "CONTROL_DISABLED"',
  'row["Severity"]',
  '(row["Resource external ID"] or row["Resource Name"])',
);

const orcaLevel = '"critical" if float(row["OrcaScore"]) >= 9 else "high" if float(row["OrcaScore"]) >= 7 else "other"';

const wizcliCounts = `
  .result as $result
  | [$result.ruleMatches[]?.matches[] | 1] as $matches
  | {
    raw: (($matches | length) + ($result.secrets // [] | length) + ([$result | .osPackages, .libraries | .[]?.vulnerabilities[]] | length)),
    findings: (($matches | length) + ($result.secrets // [] | length)),
    observations: ([$result | .osPackages, .libraries | .[]?.vulnerabilities[]] | length),
    critical: ([$result.ruleMatches[]? | select(.severity == "CRITICAL") | .matches[]] | length),
    high: ([$result.ruleMatches[]? | select(.severity == "HIGH") | .matches[]] | length),
    suppressed: 0,
    resources: ($result.scanStatistics.filesParsed // $result.analytics.filesScannedCount)
  }`;

const cases: readonly Case[] = [
  ...["alpine-310.asff.golden", "asff-array.json", "asff-guardduty.json", "asff-inspector-ecr.json"]
    .concat("asff-lower-case-findings.json", "asff-multiple-resources.json")
    .map((name): Case => {
      const file = `cnapp/asff/${name}`;
      return { file, format: "asff-json", version: "2018-10-08", counter: "jq", counted: asffCounts };
    }),
  ...[
    ["1.2.0", "ocsf-1.2.0-prowler.json"],
    ["1.4.0", "ocsf-1.4.0-prowler-aws.json"],
    ["1.5.0", "ocsf-1.5.0-prowler-kubernetes.json"],
    ["1.5.0", "ocsf-1.5.0-security-hub.json"],
  ].map(([version = "", name]): Case => {
    return { file: `cnapp/ocsf/${name}`, format: "ocsf-json", version, counter: "jq", counted: ocsfCounts };
  }),
  ...[
    ["v2", "prowler-v2.jsonl.json"],
    ["v3", "prowler-v3-aws.json"],
    ["v3", "prowler-v3.json"],
  ].map(([version = "", name]): Case => {
    return { file: `cnapp/prowler/${name}`, format: "prowler-json", version, counter: "jq", counted: prowlerCounts };
  }),
  {
    file: "cnapp/prowler/prowler-v2.csv",
    format: "prowler-csv",
    version: "v2",
    counter: "python3",
    counted: csvCounts('row["CHECK_RESULT"] == "PASS"', "False", 'row["CHECK_SEVERITY"]', 'row["ACCOUNT_NUM"]'),
  },
  ...["wiz-issues-one.csv", "wiz-issues-resolved.csv"].map((name): Case => {
    return { file: `cnapp/wiz-prisma-others/${name}`, format: "wiz-csv", counter: "python3", counted: wizCounts };
  }),
  {
    file: "cnapp/wiz-prisma-others/wizcli_iac_many_vul.json",
    format: "wizcli-iac-json",
    counter: "jq",
    counted: wizcliCounts,
  },
  {
    file: "cnapp/wiz-prisma-others/wizcli_img_one_vul.json",
    format: "wizcli-json",
    counter: "jq",
    counted: wizcliCounts,
  },
  {
    file: "cnapp/wiz-prisma-others/azure-defender-recommendations.csv",
    format: "defender-csv",
    counter: "python3",
    counted: csvCounts('row["state"] != "Unhealthy"', "False", 'row["severity"]', 'row["resourceId"]'),
  },
  {
    file: "cnapp/wiz-prisma-others/report_many_vulns.json",
    format: "defender-endpoint-json",
    counter: "jq",
    counted: `{
      raw: (.value | length), findings: 0, observations: ([.value[] | select(.cveId != null)] | length),
      critical: 0, high: 0, suppressed: 0, resources: ([.value[].machineId] | unique | length)
    }`,
  },
  {
    file: "cnapp/wiz-prisma-others/orca.csv",
    format: "orca-csv",
    counter: "python3",
    counted: csvCounts('row["Status"] == "closed"', "False", orcaLevel, 'row["Inventory.Name"]'),
  },
  {
    file: "cnapp/wiz-prisma-others/cloudsploit_many_vul.json",
    format: "cloudsploit-json",
    counter: "jq",
    counted: `{
      raw: length, findings: ([.[] | select(.status != "OK")] | length), observations: 0, critical: 0, high: 0,
      suppressed: 0, resources: ([.[].resource | select(. != "N/A")] | unique | length)
    }`,
  },
  {
    file: "cnapp/wiz-prisma-others/scoutsuite-results.js",
    format: "scoutsuite-js",
    counter: "python3",
    counted: `
import json
report = json.loads(text.split("=", 1)[1])
rules = [rule for service in report["services"].values() for rule in service["findings"].values()]
flagged = sum(len(rule["items"]) for rule in rules)
print(json.dumps({
  "raw": flagged + sum(not rule["items"] for rule in rules), "findings": flagged, "observations": 0, "critical": 0,
  "high": 0, "suppressed": 0, "resources": sum(rule["checked_items"] for rule in rules),
}))`,
  },
  {
    file: "intel/epss/generic_csv_with_epss.csv",
    format: "generic-csv",
    counter: "python3",
    counted: csvCounts(
      'row["Duplicate"] == "True"',
      'row["FalsePositive"] == "True"',
      'row["Severity"]',
      'row[" Url"]',
    ),
  },
];

describe.skipIf(!hasCounters).each([...cases])("$file", ({ file, format, version, counter, counted }) => {
  test("is read by its format with the counts that another program finds", () => {
    const { document, text } = documentOf(file);
    const reader = recognise(document, formats, { name: file });
    const reading = reader.read(document, { name: file, sha256: "0".repeat(64) });
    expect([reader.id, reading.formatVersion]).toEqual([format, version]);
    expect<unknown>(countsOf(reading)).toEqual(countWith(counter, counted, text));
  });
});

describe.skipIf(!hasShared)("what is no report of these", () => {
  test("the report of zero bytes is refused as empty", () => {
    expect(codeOf(() => documentOf("cnapp/prowler/prowler-v2-empty-file.json"))).toBe("INPUT_EMPTY");
  });

  test("no file of another folder is taken for one of these", () => {
    const own = new Set(cases.map((row) => row.format));
    const listed = new Set(cases.map((row) => row.file));
    const strangers = [...new Bun.Glob("*/*/*").scanSync(shared("corpus"))].filter((file) => !listed.has(file));
    const taken = strangers.flatMap((file) => {
      const id = formatOf(file);
      return id !== undefined && own.has(id) ? [`${file}: ${id}`] : [];
    });
    expect(strangers.length).toBeGreaterThan(100);
    expect(taken).toEqual([]);
  });
});

function documentOf(file: string): { readonly document: Document; readonly text: string } {
  const bytes = readFileSync(shared(`corpus/${file}`));
  const { document } = parse({ name: file, bytes, sha256: "0".repeat(64) }, formats, 128);
  return { document, text: new TextDecoder().decode(bytes) };
}

/** The format that reads a file; undefined when it is refused, which other tests look at. */
function formatOf(file: string): string | undefined {
  try {
    return recognise(documentOf(file).document, formats, { name: file }).id;
  } catch {
    return undefined;
  }
}

/** The account of observations that come with findings would count the same items a second time. */
function countsOf({ accounts, items, coverage }: Reading): Counts {
  const findings = items.findings ?? [];
  const sorts = accounts.map((account) => account.items);
  const isTwofold = sorts.includes("findings") && sorts.includes("vulnerabilities");
  const counted = isTwofold ? accounts.filter((account) => account.items === "findings") : accounts;
  return {
    raw: counted.reduce((sum, { raw }) => sum + raw, 0),
    findings: findings.length,
    observations: items.observations?.length ?? 0,
    critical: findings.filter(({ severity }) => severity === "critical").length,
    high: findings.filter(({ severity }) => severity === "high").length,
    suppressed: findings.filter(({ suppression }) => suppression !== undefined).length,
    resources: coverage.targets ?? -1,
  };
}

function countWith(counter: "jq" | "python3", program: string, text: string): unknown {
  const python = ["python3", "-c", `import sys\ntext = sys.stdin.buffer.read().decode("utf-8-sig")\n${program}`];
  const jq = ["jq", "-c", ...(program.includes("[inputs]") ? ["-n"] : []), program];
  const { stdout, stderr, exitCode } = Bun.spawnSync(counter === "jq" ? jq : python, { stdin: Buffer.from(text) });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}
