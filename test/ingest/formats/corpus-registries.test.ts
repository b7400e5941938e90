import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { anchore } from "../../../src/ingest/formats/vulnerabilities/anchore.ts";
import { aqua } from "../../../src/ingest/formats/vulnerabilities/aqua.ts";
import { awsEcr } from "../../../src/ingest/formats/vulnerabilities/aws-ecr.ts";
import { awsInspector2 } from "../../../src/ingest/formats/vulnerabilities/aws-inspector2.ts";
import { blackduckCsv } from "../../../src/ingest/formats/vulnerabilities/blackduck-csv.ts";
import { clair } from "../../../src/ingest/formats/vulnerabilities/clair.ts";
import { clairIndex } from "../../../src/ingest/formats/vulnerabilities/clair-index.ts";
import { clairScanner } from "../../../src/ingest/formats/vulnerabilities/clair-scanner.ts";
import { dependabot } from "../../../src/ingest/formats/vulnerabilities/dependabot.ts";
import { gcpContainerAnalysis } from "../../../src/ingest/formats/vulnerabilities/gcp-container-analysis.ts";
import { harbor } from "../../../src/ingest/formats/vulnerabilities/harbor.ts";
import { jfrogXray } from "../../../src/ingest/formats/vulnerabilities/jfrog-xray.ts";
import { mend } from "../../../src/ingest/formats/vulnerabilities/mend.ts";
import { prismaCsv } from "../../../src/ingest/formats/vulnerabilities/prisma-csv.ts";
import { quay } from "../../../src/ingest/formats/vulnerabilities/quay.ts";
import { sysdig } from "../../../src/ingest/formats/vulnerabilities/sysdig.ts";
import { sysdigCsv } from "../../../src/ingest/formats/vulnerabilities/sysdig-csv.ts";
import { twistcli } from "../../../src/ingest/formats/vulnerabilities/twistcli.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real reports of registries and container scanners against counts that another program makes of them. */
const hasCounter = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

const formats: readonly Format[] = [
  twistcli,
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
];

type Case = {
  readonly file: string;
  readonly format: Format;
  readonly version?: string;
  /** jq program, or for CSV a Python expression over `rows`, that gives the counts of `countsOf`. */
  readonly counted: string;
};

const cases: readonly Case[] = [
  {
    file: "vuln/other/aws-inspector2.json",
    format: awsInspector2,
    counted: `[.findings[] | .status as $s | .severity as $w | .packageVulnerabilityDetails.vulnerablePackages[] | {s: $s, w: $w, f: .fixedInVersion}] | {
      raw: length, kept: (map(select(.s != "CLOSED")) | length), findings: 0, components: 0,
      high: (map(select(.s != "CLOSED" and .w == "HIGH")) | length), fixed: (map(select(.s != "CLOSED" and .f != "NotAvailable")) | length)}`,
  },
  {
    file: "vuln/other/clair-v4-index-report.json",
    format: clairIndex,
    version: "4",
    counted: `.packages | {raw: length, kept: 0, findings: 0, components: length, high: 0, fixed: 0}`,
  },
  {
    file: "vuln/other/clair-scanner.json",
    format: clairScanner,
    version: "clair-scanner",
    counted: `.vulnerabilities | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.severity == "High")) | length), fixed: (map(select(.fixedby != "")) | length)}`,
  },
  {
    file: "vuln/other/jfrog-xray-unified.json",
    format: jfrogXray,
    version: "unified",
    counted: `.rows | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.severity == "High")) | length), fixed: (map(select(.fixed_versions | length > 0)) | length)}`,
  },
  ...["anchore-engine.json", "anchorectl-vulns-array.json"].map((name) => ({
    file: `vuln/other/${name}`,
    format: anchore,
    counted: `(if type == "array" then . else .vulnerabilities end) | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.severity == "High")) | length), fixed: (map(select(.fix != "None")) | length)}`,
  })),
  {
    file: "vuln/other/harbor-trivy-vuln.json",
    format: harbor,
    version: "1.1",
    counted: `[.[] | .vulnerabilities[]] | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.severity == "High")) | length), fixed: (map(select(.fix_version != "")) | length)}`,
  },
  {
    file: "vuln/other/mend-okhttp.json",
    format: mend,
    version: "vulnerabilities",
    counted: `.vulnerabilities | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.severity == "high")) | length), fixed: (map(select(.topFix.fixResolution // "" | test("^upgrade to version [^ ]+$"; "i"))) | length)}`,
  },
  {
    file: "vuln/other/github-graphql-alerts.json",
    format: dependabot,
    version: "graphql",
    counted: `[.data.search.nodes[].vulnerabilityAlerts.nodes[]] | {raw: length, kept: length, findings: 0, components: 0, high: (map(select(.securityVulnerability.severity == "HIGH")) | length), fixed: 0}`,
  },
  {
    file: "cnapp/wiz-prisma-others/aqua.json",
    format: aqua,
    version: "scan",
    counted: `.image_assurance_results.checks_performed as $c | [.resources[].vulnerabilities[]?] | {raw: (length + ($c | length)), kept: length, findings: 0, components: 0, high: (map(select(.aqua_severity == "high")) | length), fixed: (map(select(.fix_version != null)) | length)}`,
  },
  {
    file: "cnapp/wiz-prisma-others/prisma-twistcli.json",
    format: twistcli,
    version: "images",
    counted: `[.results[].compliances[]?] as $c | [.results[].vulnerabilities[]?] | {raw: (length + ($c | length)), kept: length, findings: ($c | length), components: 0, high: (map(select(.severity == "high")) | length), fixed: (map(select(.status // "" | startswith("fixed in"))) | length)}`,
  },
  {
    file: "cnapp/wiz-prisma-others/prisma-console.csv",
    format: prismaCsv,
    counted:
      "dict(raw=len(rows), kept=len(rows), findings=0, components=0, high=sum(r['Severity'] == 'high' for r in rows), fixed=sum(r['Fix Status'].startswith('fixed in') for r in rows))",
  },
  {
    file: "cnapp/wiz-prisma-others/sysdig.csv",
    format: sysdigCsv,
    counted:
      "dict(raw=len(rows), kept=len(rows), findings=0, components=0, high=sum(r['Severity'] == 'High' for r in rows), fixed=sum(r['Fix version'] != '' for r in rows))",
  },
];

const origin = { name: "real", sha256: "0".repeat(64) };

describe.skipIf(!hasCounter)("reports of registries", () => {
  test.each([...cases])("$file", ({ file, format, version, counted }) => {
    const document = documentOf(shared(`corpus/${file}`));
    expect(formats.filter(({ detect }) => detect(document)).map(({ id }) => id)).toEqual([format.id]);
    const reading = format.read(document, origin);
    expect(reading.formatVersion).toBe(version as string);
    expect(countsOf(reading)).toEqual(file.endsWith(".csv") ? pythonCounts(file, counted) : jqCounts(file, counted));
  });

  test("no file of another format is taken for one of these", () => {
    const own = new Set(cases.map(({ file }) => file));
    const strangers = [...new Bun.Glob("*/*/*").scanSync(shared("corpus"))].filter((file) => !own.has(file));
    expect(strangers.length).toBeGreaterThan(200);
    expect(strangers.flatMap((file) => takers(shared(`corpus/${file}`)).map((id) => `${file}: ${id}`))).toEqual([]);
  });
});

test("no golden case of a format is taken for another of these", () => {
  const inputs = [...new Bun.Glob("*/*/*/input.*").scanSync(import.meta.dir)];
  expect(inputs.length).toBeGreaterThan(100);
  const own = new Map(formats.map(({ id }) => [id, moduleOf(id)]));
  const taken = inputs.flatMap((input) => {
    const folder = dirname(dirname(input));
    return takers(resolve(import.meta.dir, input))
      .filter((id) => own.get(id) !== folder)
      .map((id) => `${input}: ${id}`);
  });
  expect(taken).toEqual([]);
});

/** `vulnerabilities/<file>` of the module, which for most formats is the id without its syntax. */
function moduleOf(id: string): string {
  const irregular = new Map([
    ["github-dependabot-json", "dependabot"],
    ["prisma-csv", "prisma-csv"],
    ["sysdig-csv", "sysdig-csv"],
    ["blackduck-csv", "blackduck-csv"],
  ]);
  return `vulnerabilities/${irregular.get(id) ?? id.replace(/-json$/, "")}`;
}

/** The formats of this test that say "mine" of a file; none of one that cannot be parsed. */
function takers(path: string): readonly string[] {
  try {
    const document = documentOf(path);
    return formats.filter(({ detect }) => detect(document)).map(({ id }) => id);
  } catch {
    return [];
  }
}

function documentOf(path: string): Document {
  return parse({ name: "real", bytes: readFileSync(path), sha256: origin.sha256 }, formats, 128).document;
}

type Counts = { readonly [name: string]: number };

/** Packages are counted beside the vulnerabilities, not among them. */
function countsOf({ accounts, items }: Reading): Counts {
  const observations = items.observations ?? [];
  return {
    raw: accounts.reduce((sum, { raw }) => sum + raw, 0),
    kept: observations.length,
    findings: items.findings?.length ?? 0,
    components: items.components?.length ?? 0,
    high: observations.filter(({ severity }) => severity === "high").length,
    fixed: observations.filter(({ fixedIn }) => fixedIn.length > 0).length,
  };
}

function jqCounts(file: string, program: string): Counts {
  return outputOf(["jq", "-c", program, shared(`corpus/${file}`)]);
}

/** Of two columns with one name Python's reader gives the last, which no count here uses. */
function pythonCounts(file: string, expression: string): Counts {
  const script = `import csv, json, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
print(json.dumps(${expression}))`;
  return outputOf(["python3", "-c", script, shared(`corpus/${file}`)]);
}

function outputOf(command: readonly string[]): Counts {
  const { stdout, stderr, exitCode } = Bun.spawnSync([...command]);
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}
