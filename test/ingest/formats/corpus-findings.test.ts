import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { countSeverities } from "../../../src/domain/severity.ts";
import { isEffective, type Suppression } from "../../../src/domain/suppression.ts";
import type { Format, Reading } from "../../../src/ingest/format.ts";
import { sarif } from "../../../src/ingest/formats/findings/sarif.ts";
import { semgrep } from "../../../src/ingest/formats/findings/semgrep.ts";
import { kev } from "../../../src/ingest/formats/intel/kev.ts";
import { nvd } from "../../../src/ingest/formats/intel/nvd.ts";
import { grype } from "../../../src/ingest/formats/vulnerabilities/grype.ts";
import { osvScanner } from "../../../src/ingest/formats/vulnerabilities/osv-scanner.ts";
import { trivy } from "../../../src/ingest/formats/vulnerabilities/trivy.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { codeOf } from "../../support/code-of.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that another program makes of them. */
const hasCounter = hasShared && Bun.which("jq") !== null;

type Counts = { readonly [name: string]: number };

type Case = {
  readonly folder: string;
  readonly format: Format;
  /** jq program that gives an object of counts. */
  readonly counted: string;
  readonly read: (reading: Reading) => Counts;
};

const cases: readonly Case[] = [
  {
    folder: "sast/sarif",
    format: sarif,
    counted: `
      def kept: select(.kind as $k | ["pass", "notApplicable", "informational"] | index($k) | not) | select(.baselineState != "absent");
      def suppressed: select((.suppressions // []) | length > 0 and all(.status == null or .status == "accepted"));
      {
        raw: ([.runs[].results[]?] | length),
        kept: ([.runs[].results[]? | kept] | length),
        suppressed: ([.runs[].results[]? | kept | suppressed] | length),
        rules: ([.runs[].tool | (.driver, .extensions[]?) | .rules[]?] | length),
        artifacts: ([.runs[].artifacts[]?] | length),
        lines: ([.runs[].results[]? | kept | .locations[0]?.physicalLocation?.region?.startLine? | numbers | select(. > 0)] | length),
        notComputed: ([.runs[] | select(.results == null)] | length)
      }`,
    read: ({ accounts, items, coverage }) => ({
      raw: accounts[0]?.raw ?? -1,
      kept: items.findings?.length ?? -1,
      suppressed: suppressed(items.findings),
      rules: coverage.rules ?? 0,
      artifacts: coverage.targets ?? 0,
      lines: items.findings?.filter(({ location }) => location.line !== undefined).length ?? -1,
      notComputed: coverage.doubts.filter((doubt) => doubt.includes("did not compute")).length,
    }),
  },
  {
    folder: "sast/semgrep-json",
    format: semgrep,
    counted: `{
      raw: (.results | length),
      high: ([.results[] | select(.extra.severity == "ERROR")] | length),
      medium: ([.results[] | select(.extra.severity == "WARNING")] | length),
      low: ([.results[] | select(.extra.severity == "INFO" or .extra.severity == "LOW")] | length),
      withCwe: ([.results[] | select([.extra.metadata.cwe?] | flatten | map(select(. != null)) | length > 0)] | length),
      scanned: (.paths.scanned? // [] | length)
    }`,
    read: ({ accounts, items, coverage }) => ({
      raw: accounts[0]?.raw ?? -1,
      high: items.findings?.filter(({ severity }) => severity === "high").length ?? -1,
      medium: items.findings?.filter(({ severity }) => severity === "medium").length ?? -1,
      low: items.findings?.filter(({ severity }) => severity === "low").length ?? -1,
      withCwe: items.findings?.filter(({ cwes }) => cwes.length > 0).length ?? -1,
      scanned: coverage.targets ?? 0,
    }),
  },
  {
    folder: "vuln/grype-json",
    format: grype,
    counted: `
      def known: ["Critical", "High", "Medium", "Low", "Negligible", "None"];
      def band: if . >= 9 then "Critical" elif . >= 7 then "High" elif . >= 4 then "Medium" elif . > 0 then "Low" else "Unknown" end;
      def worst: [(.vulnerability, .relatedVulnerabilities[]?) | .cvss[]?
        | if (.version | startswith("2")) then [.metrics.baseScore, 8.9] | min else .metrics.baseScore end] | (max // 0) | band;
      def word: (.vulnerability.severity // "Unknown") as $word | if known | index($word) then $word else worst end;
      [.matches[] | word] as $words | {
        raw: (.matches | length),
        ignored: (.ignoredMatches // [] | length),
        fixed: ([.matches[].vulnerability | select(.fix.state == "fixed" or (.fixedInVersion // "") != "")] | length),
        purls: ([.matches[].artifact | select((.purl // "") != "")] | length),
        epss: ([.matches[].vulnerability | select(.epss[0]?.epss != null)] | length),
        critical: ([$words[] | select(. == "Critical")] | length),
        high: ([$words[] | select(. == "High")] | length),
        medium: ([$words[] | select(. == "Medium")] | length),
        low: ([$words[] | select(. == "Low")] | length),
        info: ([$words[] | select(. == "Negligible" or . == "None")] | length),
        unknown: ([$words[] | select(. == "Unknown")] | length)
      }`,
    read: (reading) => grypeCounts(reading),
  },
  {
    folder: "vuln/trivy-json",
    format: trivy,
    counted: `
      (if type == "array" then . else (.Results // []) end) | {
        targets: length,
        observations: ([.[] | (.Vulnerabilities[]?, (.ExperimentalModifiedFindings[]? | select(.Type == "vulnerability") | .Finding)) | select(.VulnerabilityID != null)] | length),
        setAside: ([.[] | (.Vulnerabilities[]? | select(.Status == "not_affected")), .ExperimentalModifiedFindings[]?] | length),
        misconfigurations: ([.[].Misconfigurations[]? | select(.Status == "FAIL")] | length),
        secrets: ([.[].Secrets[]?] | length),
        licences: ([.[].Licenses[]?] | length),
        fixes: ([.[].Vulnerabilities[]? | select(.FixedVersion != null and .FixedVersion != "")] | length),
        scores: ([.[].Vulnerabilities[]?.CVSS[]? | .V2Score, .V3Score, .V40Score | numbers] | length)
      }`,
    read: (reading) => trivyCounts(reading),
  },
  {
    folder: "vuln/osv-scanner-json",
    format: osvScanner,
    counted: `[.results[].packages[]?] | {
      packages: length,
      groups: ([.[].groups[]?] | length),
      titled: ([.[] | .vulnerabilities as $v | .groups[]?.ids as $ids | select([$v[] | select(.id as $i | $ids | index($i)) | select((.summary // "") != "")] | length > 0)] | length)
    }`,
    read: ({ items, coverage }) => ({
      packages: coverage.targets ?? -1,
      groups: items.observations?.length ?? -1,
      titled: items.observations?.filter(({ title }) => title !== undefined).length ?? -1,
    }),
  },
  {
    folder: "intel/kev",
    format: kev,
    counted: `{
      raw: (.vulnerabilities | length),
      ids: ([.vulnerabilities[].cveID] | unique | length),
      ransomware: ([.vulnerabilities[] | select(.knownRansomwareCampaignUse == "Known")] | length),
      countDiffers: (if .count == (.vulnerabilities | length) then 0 else 1 end)
    }`,
    read: ({ accounts, items, coverage }) => {
      const entries = items.kevCatalogues?.[0]?.entries ?? new Map();
      return {
        raw: accounts[0]?.raw ?? -1,
        ids: entries.size,
        ransomware: [...entries.values()].filter(({ ransomware }) => ransomware).length,
        countDiffers: coverage.doubts.length,
      };
    },
  },
  {
    folder: "intel/nvd",
    format: nvd,
    counted: `{
      kept: ([.vulnerabilities[].cve | select(.vulnStatus != "Rejected")] | length),
      metrics: ([.vulnerabilities[].cve | select(.vulnStatus != "Rejected").metrics | to_entries[] | select(.key | startswith("cvss")).value[]] | length),
      withCwe: ([.vulnerabilities[].cve | select(.vulnStatus != "Rejected") | select([.weaknesses[]?.description[].value | select(test("^CWE-[0-9]"))] | length > 0)] | length),
      exploited: ([.vulnerabilities[].cve | select(.cisaExploitAdd != null)] | length)
    }`,
    read: ({ items }) => ({
      kept: items.advisories?.length ?? -1,
      metrics: items.advisories?.flatMap(({ cvss }) => cvss).length ?? -1,
      withCwe: items.advisories?.filter(({ cwes }) => cwes.length > 0).length ?? -1,
      exploited: items.advisories?.filter((advisory) => advisory.kev !== undefined).length ?? -1,
    }),
  },
];

/** Files that a reader knows and refuses. */
const refused: { readonly [file: string]: string } = {
  "binskim-sarif-1.0.0.sarif": "INPUT_UNSUPPORTED_VERSION",
};

const notJson = new Set([
  "JSON1001.SyntaxError.sarif",
  "binskim-trailing-comma.sarif",
  "sonarqube-control-chars.sarif",
]);

/** Of the shape of a format, or in its folder, and not of that format. */
const notMine = new Set([
  "xeol-grype-lookalike.json",
  "legacy_no_vuln.json",
  "trivy-k8s-cluster.json",
  "trivy-k8s-unexpected-attribute.json",
]);

const origin = { name: "real", sha256: "0".repeat(64) };

describe.skipIf(!hasCounter).each([...cases])("corpus of $folder", ({ folder, format, counted, read }) => {
  const files = hasShared ? readdirSync(shared(`corpus/${folder}`)).toSorted() : [];

  test("has files", () => expect(files.length).toBeGreaterThan(1));

  test.each(files)("%s", (file) => {
    const text = decodeText(readFileSync(shared(`corpus/${folder}/${file}`))).text;
    if (notJson.has(file)) {
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
      return;
    }
    const document = { form: "json", value: JSON.parse(text) } as const;
    expect(format.detect(document)).toBe(!notMine.has(file));
    if (notMine.has(file)) return;
    const code = refused[file];
    if (code !== undefined) expect(codeOf(() => format.read(document, origin))).toBe(code);
    else expect(read(format.read(document, origin))).toEqual(countsOf(text, counted));
  });
});

describe.skipIf(!hasShared)("the whole corpus", () => {
  test("no file of another format is taken for one of these", () => {
    const own = new Set(cases.map(({ folder }) => folder));
    const files = [...new Bun.Glob("*/*/*").scanSync(shared("corpus"))];
    const strangers = files.filter((file) => !own.has(file.slice(0, file.lastIndexOf("/"))));
    const taken = strangers.flatMap((file) => {
      const value = jsonOf(file);
      return cases
        .filter(({ format }) => format.detect({ form: "json", value }))
        .map(({ format }) => `${file}: ${format.id}`);
    });
    expect(strangers.length).toBeGreaterThan(100);
    expect(taken).toEqual([]);
  });
});

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(decodeText(readFileSync(shared(`corpus/${file}`))).text);
  } catch {
    return undefined;
  }
}

function countsOf(text: string, program: string): Counts {
  const { stdout, stderr, exitCode } = Bun.spawnSync(["jq", "-c", program], { stdin: Buffer.from(text) });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

function suppressed(items: readonly { readonly suppression?: Suppression }[] = []): number {
  return items.filter(({ suppression }) => suppression !== undefined && isEffective(suppression)).length;
}

function grypeCounts({ accounts, items }: Reading): Counts {
  const observations = items.observations ?? [];
  return {
    raw: accounts[0]?.raw ?? -1,
    ignored: accounts[1]?.raw ?? 0,
    fixed: observations.filter(({ fixedIn }) => fixedIn.length > 0).length,
    purls: observations.filter((observation) => observation.package.purl !== undefined).length,
    epss: observations.filter(({ epss }) => epss !== undefined).length,
    ...countSeverities(observations),
  };
}

function trivyCounts({ accounts, items, coverage }: Reading): Counts {
  const observations = items.observations ?? [];
  const reported = observations.filter(({ source }) => !source.pointer.includes("ExperimentalModifiedFindings"));
  const kept = (sort: string): number => accounts.find((account) => account.items === sort)?.kept ?? 0;
  return {
    targets: coverage.targets ?? -1,
    observations: observations.length,
    setAside: suppressed(observations),
    misconfigurations: kept("misconfigurations"),
    secrets: kept("secrets"),
    licences: accounts.find((account) => account.items === "licences")?.raw ?? 0,
    fixes: reported.filter(({ fixedIn }) => fixedIn.length > 0).length,
    scores: reported.flatMap(({ cvss }) => cvss).filter(({ score }) => score !== undefined).length,
  };
}
