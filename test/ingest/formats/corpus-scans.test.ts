import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { countSeverities } from "../../../src/domain/severity.ts";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { bundlerAudit } from "../../../src/ingest/formats/vulnerabilities/bundler-audit.ts";
import { dependencyCheckJson } from "../../../src/ingest/formats/vulnerabilities/dependency-check-json.ts";
import { dependencyCheckXml } from "../../../src/ingest/formats/vulnerabilities/dependency-check-xml.ts";
import { dependencyTrack } from "../../../src/ingest/formats/vulnerabilities/dependency-track.ts";
import { govulncheck } from "../../../src/ingest/formats/vulnerabilities/govulncheck.ts";
import { npmAudit } from "../../../src/ingest/formats/vulnerabilities/npm-audit.ts";
import { npmAudit6 } from "../../../src/ingest/formats/vulnerabilities/npm-audit-6.ts";
import { pipAudit } from "../../../src/ingest/formats/vulnerabilities/pip-audit.ts";
import { snyk } from "../../../src/ingest/formats/vulnerabilities/snyk.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real reports of dependency scanners against counts that another program makes of them. */
const hasCounters = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

type Counts = { readonly [name: string]: number };

type Case = {
  readonly format: Format;
  readonly files: readonly string[];
  /** A jq program, or for XML a Python one, that gives an object of counts. */
  readonly counted: string;
  readonly read: (reading: Reading) => Counts;
};

const snykProjects = '(if type == "array" then .[] else . end) | (., .applications[]?)';

const cases: readonly Case[] = [
  {
    format: snyk,
    files: [
      "vuln/snyk-json/snyk-all-projects.json",
      "vuln/snyk-json/snyk-container-applications.json",
      "vuln/snyk-json/snyk-container-epss.json",
      "vuln/snyk-json/snyk-lodash.json",
      "vuln/snyk-json/snyk-maven-41.json",
      "vuln/snyk-json/snyk-no-vulns.json",
      "vuln/snyk-json/snyk-npm-254.json",
      "vuln/snyk-json/snyk-null-cvss.json",
      "vuln/snyk-json/snyk-ok.json",
      "vuln/snyk-json/snyk-reachability.json",
    ],
    counted: `
      [${snykProjects}] as $projects
      | [$projects[] | [.vulnerabilities[] | select(.type != "license")] | unique_by([.id, .name, .version])[]] as $flaws
      | {
        raw: ([$projects[].vulnerabilities[]] | length),
        kept: ($flaws | length),
        withCve: ([$flaws[] | select(.identifiers.CVE? // [] | length == 1)] | length),
        critical: ([$flaws[] | select((.severityWithCritical // .severity) == "critical")] | length),
        high: ([$flaws[] | select((.severityWithCritical // .severity) == "high")] | length),
        fixed: ([$flaws[] | select((.fixedIn // [] | length > 0) or ((.nearestFixedInVersion // "") != ""))] | length),
        epss: ([$flaws[] | select(.epssDetails.probability? != null)] | length),
        targets: ($projects | length)
      }`,
    read: ({ accounts, items, coverage }) => {
      const observations = items.observations ?? [];
      const severities = countSeverities(observations);
      return {
        raw: accounts[0]?.raw ?? -1,
        kept: observations.length,
        withCve: observations.filter(({ aliases }) => aliases.some((name) => name.startsWith("CVE-"))).length,
        critical: severities.critical,
        high: severities.high,
        fixed: observations.filter(({ fixedIn }) => fixedIn.length > 0).length,
        epss: observations.filter(({ epss }) => epss !== undefined).length,
        targets: coverage.targets ?? -1,
      };
    },
  },
  {
    format: npmAudit,
    files: [
      "vuln/npm-audit-json/npm7-critical.json",
      "vuln/npm-audit-json/npm7-empty.json",
      "vuln/npm-audit-json/npm7-many.json",
      "vuln/npm-audit-json/npm7-plus-many.json",
    ],
    counted: `[.vulnerabilities[].via[]] as $via | {
      packages: (.vulnerabilities | length),
      via: ($via | length),
      advisories: ([$via[] | objects] | length),
      ghsa: ([$via[] | objects | select(.url | test("GHSA-"))] | length),
      high: ([$via[] | objects | select(.severity == "high")] | length),
      medium: ([$via[] | objects | select(.severity == "moderate")] | length),
      targets: .metadata.dependencies.total
    }`,
    read: ({ accounts, items, coverage }) => ({
      packages: accounts[0]?.raw ?? -1,
      via: accounts[1]?.raw ?? -1,
      advisories: accounts[1]?.kept ?? -1,
      ghsa: items.observations?.filter(({ id }) => id.startsWith("GHSA-")).length ?? -1,
      high: countSeverities(items.observations ?? []).high,
      medium: countSeverities(items.observations ?? []).medium,
      targets: coverage.targets ?? -1,
    }),
  },
  {
    format: npmAudit6,
    files: [
      "vuln/npm-audit-json/npm6-critical.json",
      "vuln/npm-audit-json/npm6-cwe-null.json",
      "vuln/npm-audit-json/npm6-empty.json",
      "vuln/npm-audit-json/npm6-many.json",
      "vuln/npm-audit-json/pnpm-many.json",
      "vuln/npm-audit-json/yarn2-moderate.json",
    ],
    counted: `{
      advisories: (.advisories | length),
      versions: ([.advisories[] | [.findings[].version] | unique[]] | length),
      critical: ([.advisories[] | select(.severity == "critical") | [.findings[].version] | unique[]] | length),
      withCwe: ([.advisories[] | select([.cwe] | flatten | any(strings | test("[0-9]"))) | [.findings[].version] | unique[]] | length),
      targets: .metadata.totalDependencies
    }`,
    read: ({ accounts, items, coverage }) => ({
      advisories: accounts[0]?.raw ?? -1,
      versions: items.observations?.length ?? -1,
      critical: countSeverities(items.observations ?? []).critical,
      withCwe: items.observations?.filter(({ cwes }) => cwes.length > 0).length ?? -1,
      targets: coverage.targets ?? -1,
    }),
  },
  {
    format: pipAudit,
    files: [
      "vuln/pip-audit-json/pip-audit-80-clean.json",
      "vuln/pip-audit-json/pip-audit-81-one.json",
      "vuln/pip-audit-json/pip-audit-many.json",
      "vuln/pip-audit-json/pip-audit-zero.json",
    ],
    counted: `{
      dependencies: (.dependencies | length),
      skipped: ([.dependencies[] | select(.skip_reason)] | length),
      vulnerabilities: ([.dependencies[].vulns[]?] | length),
      fixes: ([.dependencies[].vulns[]?.fix_versions[]] | length)
    }`,
    read: ({ accounts, items, coverage }) => ({
      dependencies: accounts[0]?.raw ?? -1,
      skipped: coverage.doubts.length,
      vulnerabilities: items.observations?.length ?? -1,
      fixes: items.observations?.flatMap(({ fixedIn }) => fixedIn).length ?? -1,
    }),
  },
  {
    format: bundlerAudit,
    files: ["vuln/other/bundler-audit.json"],
    counted: `{ raw: (.results | length), ghsa: ([.results[].advisory.ghsa | strings] | length) }`,
    read: ({ accounts, items }) => ({
      raw: accounts[0]?.raw ?? -1,
      ghsa: items.observations?.filter(({ id, aliases }) => [id, ...aliases].some(isGhsa)).length ?? -1,
    }),
  },
  {
    format: dependencyTrack,
    files: ["vuln/other/dependency-track-fpf-4.10.json", "vuln/other/dependency-track-null-findings.json"],
    counted: `{ raw: (.findings // [] | length), computed: (if .findings == null then 0 else 1 end) }`,
    read: ({ accounts, coverage }) => ({ raw: accounts[0]?.raw ?? -1, computed: 1 - coverage.doubts.length }),
  },
  {
    format: govulncheck,
    files: ["vuln/other/govulncheck-array.json"],
    counted: `{ findings: ([.[].finding // empty] | length), records: ([.[].osv // empty] | length) }`,
    read: ({ accounts }) => ({ findings: accounts[0]?.raw ?? -1, records: accounts[1]?.raw ?? -1 }),
  },
  {
    format: dependencyCheckJson,
    files: ["vuln/dependency-check/dependency-check-6.5.0.json"],
    counted: `{
      dependencies: (.dependencies | length),
      vulnerabilities: ([.dependencies[].vulnerabilities[]?] | length),
      suppressed: ([.dependencies[].suppressedVulnerabilities[]?] | length),
      related: ([.dependencies[].relatedDependencies[]?] | length),
      high: ([.dependencies[].vulnerabilities[]? | select(.severity == "HIGH")] | length)
    }`,
    read: (reading) => checkedCounts(reading),
  },
  {
    format: dependencyCheckXml,
    files: [
      "vuln/dependency-check/PR6439.xml",
      "vuln/dependency-check/dc_empty.xml",
      "vuln/dependency-check/dependency-check-6.5.3.xml",
      "vuln/dependency-check/dependency-check-report-ten-vulnerabilities.xml",
    ],
    counted: `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
ns = root.tag[: root.tag.index("}") + 1]
everywhere = lambda name: len(root.findall(".//" + ns + name))
print(json.dumps({
    "dependencies": len(root.findall(ns + "dependencies/" + ns + "dependency")),
    "vulnerabilities": everywhere("vulnerability"),
    "suppressed": everywhere("suppressedVulnerability"),
    "related": everywhere("relatedDependency"),
    "high": sum(1 for one in root.iter(ns + "vulnerability") if one.findtext(ns + "severity") == "HIGH"),
}))`,
    read: (reading) => checkedCounts(reading),
  },
];

const sha256 = "0".repeat(64);

describe.skipIf(!hasCounters).each([...cases])("corpus of $format.id", ({ format, files, counted, read }) => {
  test.each([...files])("%s", (file) => {
    const bytes = readFileSync(shared(`corpus/${file}`));
    const document = parse({ name: file, bytes, sha256 }, formats, 128).document;
    expect(formats.filter(({ detect }) => detect(document)).map(({ id }) => id)).toEqual([format.id]);
    expect(read(format.read(document, { name: file, sha256 }))).toEqual(countsOf(bytes, counted));
  });
});

describe.skipIf(!hasShared)("the whole corpus", () => {
  test("no other file is taken for one of these", () => {
    const own = new Set(cases.flatMap(({ files }) => files));
    const strangers = [...new Bun.Glob("*/*/*").scanSync(shared("corpus"))].filter((file) => !own.has(file));
    const taken = strangers.flatMap((file) => {
      const document = documentOf(file);
      if (document === undefined) return [];
      return cases.filter(({ format }) => format.detect(document)).map(({ format }) => `${file}: ${format.id}`);
    });
    expect(strangers.length).toBeGreaterThan(100);
    expect(taken).toEqual([]);
  });
});

function documentOf(file: string): Document | undefined {
  try {
    return parse({ name: file, bytes: readFileSync(shared(`corpus/${file}`)), sha256 }, formats, 128).document;
  } catch {
    return undefined;
  }
}

function countsOf(bytes: Uint8Array, program: string): Counts {
  const command = program.includes("import json") ? ["python3", "-c", program] : ["jq", "-c", program];
  const { stdout, stderr, exitCode } = Bun.spawnSync(command, { stdin: bytes });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

function isGhsa(id: string): boolean {
  return id.startsWith("GHSA-");
}

function checkedCounts({ accounts, items }: Reading): Counts {
  const raw = (sort: string): number => accounts.find((account) => account.items === sort)?.raw ?? 0;
  const open = items.observations?.filter(({ suppression }) => suppression === undefined) ?? [];
  return {
    dependencies: raw("dependencies"),
    vulnerabilities: raw("vulnerabilities"),
    suppressed: raw("suppressed vulnerabilities"),
    related: raw("related dependencies"),
    high: countSeverities(open).high,
  };
}
