import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { countSeverities } from "../../../src/domain/severity.ts";
import type { Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real reports of linters and scanners against counts that jq makes of them. */
const hasCounter = hasShared && Bun.which("jq") !== null;

type Counts = { readonly [name: string]: number };

type Case = {
  readonly file: string;
  readonly format: string;
  readonly version?: string;
  /** jq program that gives an object of counts. */
  readonly counted: string;
};

/** Of `items`, a list of severity words; words that are not there count for nothing. */
const severities = `
  def named($words): [.[] | select(. as $word | $words | index($word))] | length;
  def graded: {
    critical: named(["critical"]), high: named(["high"]), medium: named(["medium"]), low: named(["low"]),
    info: named(["info"]), unknown: named(["unknown", "undefined", "none given"])
  };
`;

/** GitLab's schema: each entry has the tool's word. */
const gitlab = `${severities} (.vulnerabilities | map((.severity // "none given") | ascii_downcase)) as $words | {
  raw: (.vulnerabilities | length),
  withCwe: ([.vulnerabilities[] | select(any(.identifiers[]; .type == "cwe"))] | length),
  withLine: ([.vulnerabilities[] | select(.location.start_line != null)] | length)
} + ($words | graded)`;

const cases: readonly Case[] = [
  {
    file: "sast/other-native/bandit-dd.json",
    format: "bandit-json",
    counted: `${severities} (.results | map(.issue_severity | ascii_downcase)) as $words | {
      raw: (.results | length), withCwe: 0, withLine: ([.results[] | select(.line_number > 0)] | length)
    } + ($words | graded)`,
  },
  ...["gosec.json", "gosec-govwa.json"].map((name) => ({
    file: `sast/other-native/${name}`,
    format: "gosec-json",
    counted: `${severities} (.Issues | map(.severity | ascii_downcase)) as $words | {
      raw: (.Issues | length),
      withCwe: ([.Issues[] | select(.cwe.id != null)] | length),
      withLine: ([.Issues[] | select(.line | test("^[1-9]"))] | length)
    } + ($words | graded)`,
  })),
  {
    file: "sast/other-native/eslint.json",
    format: "eslint-json",
    counted: `${severities} ([.[].messages[] | if .severity == 2 then "high" else "medium" end]) as $words | {
      raw: ([.[].messages[]] | length), withCwe: 0, withLine: ([.[].messages[] | select(.line > 0)] | length)
    } + ($words | graded)`,
  },
  {
    file: "sast/other-native/brakeman.json",
    format: "brakeman-json",
    counted: `${severities}
      (.warnings | map({High: "high", Medium: "medium", Weak: "low"}[.confidence])) as $words | {
        raw: (.warnings + .ignored_warnings | length),
        withCwe: 0,
        withLine: ([.warnings[] | select(.line != null)] | length)
      } + ($words | graded)`,
  },
  {
    file: "sast/other-native/sonarqube-api.json",
    format: "sonarqube-json",
    counted: `${severities}
      (.issues | map({BLOCKER: "critical", CRITICAL: "high", MAJOR: "medium", MINOR: "low", INFO: "info"}[.severity])) as $words | {
        raw: (.issues | length),
        withCwe: ([.issues[] | select((.rule | startswith("OWASP:Using")) and (.message | test("CWE-[0-9]")))] | length),
        withLine: ([.issues[] | select((.line // .textRange.startLine) != null)] | length)
      } + ($words | graded)`,
  },
  {
    file: "sast/other-native/github-code-scanning-alerts.json",
    format: "github-code-scanning-json",
    counted: `${severities} map(.rule.security_severity_level) as $words | {
      raw: length,
      withCwe: ([.[] | select(any(.rule.tags[]; test("cwe")))] | length),
      withLine: ([.[] | select(.most_recent_instance.location.start_line > 0)] | length)
    } + ($words | graded)`,
  },
  {
    file: "sast/other-native/gl-sast-report-0-vuln.json",
    format: "gitlab-security-json",
    version: "2",
    counted: gitlab,
  },
  {
    file: "sast/other-native/gl-sast-report-cwe_v15.json",
    format: "gitlab-security-json",
    version: "3",
    counted: gitlab,
  },
  {
    file: "vuln/other/gl-container-scanning-report-5-vuln_v15.json",
    format: "gitlab-dependency-json",
    version: "3",
    counted: gitlab,
  },
  {
    file: "vuln/other/gl-dependency-scanning-report-many-vuln_v15.json",
    format: "gitlab-dependency-json",
    version: "3",
    counted: gitlab,
  },
];

describe.skipIf(!hasCounter)("real reports", () => {
  test.each([...cases])("$file", ({ file, format, version, counted }) => {
    const bytes = readFileSync(shared(`corpus/${file}`));
    const { document } = parse({ name: file, bytes, sha256: "0".repeat(64) }, formats, 128);
    const mine = formats.filter(({ detect }) => detect(document));
    expect(mine.map(({ id }) => id)).toEqual([format]);
    const reading = mine[0]?.read(document, { name: file, sha256: "0".repeat(64) });
    expect(reading?.formatVersion).toBe(version as string);
    expect(countsOf(reading)).toEqual(countsBy(bytes, counted));
  });
});

describe.skipIf(!hasShared)("the whole corpus", () => {
  test("no file of another format is taken for one of these", () => {
    const ids = new Set([...cases.map(({ format }) => format), ...others]);
    const known = new Set(cases.map(({ file }) => file));
    const files = [...new Bun.Glob("**/*").scanSync(shared("corpus"))].filter((file) => !known.has(file));
    const taken = files.flatMap((file) => formatsOf(file).filter((id) => ids.has(id)));
    expect(files.length).toBeGreaterThan(500);
    expect(taken).toEqual([]);
  });
});

/** Formats without a file in the corpus. */
const others = [
  "checkstyle-xml",
  "detect-secrets-json",
  "github-secret-scanning-json",
  "gitleaks-json",
  "horusec-json",
  "njsscan-json",
  "pmd-xml",
  "pylint-json",
  "ruff-json",
  "spotbugs-xml",
  "trufflehog-json",
];

/** Nothing for files that no parser takes. */
function formatsOf(file: string): readonly string[] {
  try {
    const bytes = readFileSync(shared(`corpus/${file}`));
    const { document } = parse({ name: file, bytes, sha256: "0".repeat(64) }, formats, 128);
    return formats.filter(({ detect }) => detect(document)).map(({ id }) => id);
  } catch {
    return [];
  }
}

function countsOf(reading: Reading | undefined): Counts {
  const found = [...(reading?.items.findings ?? []), ...(reading?.items.observations ?? [])];
  return {
    raw: reading?.accounts[0]?.raw ?? -1,
    withCwe: found.filter(({ cwes }) => cwes.length > 0).length,
    withLine: reading?.items.findings?.filter(({ location }) => location.line !== undefined).length ?? 0,
    ...countSeverities(found),
  };
}

function countsBy(bytes: Uint8Array, program: string): Counts {
  const { stdout, stderr, exitCode } = Bun.spawnSync(["jq", "-c", program], { stdin: bytes });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}
