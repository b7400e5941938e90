/**
 * Inputs for the benchmark, as large as a big monorepo writes them and the same bytes each time:
 * a SARIF log of 35,000 results as CodeQL makes it, a CycloneDX SBOM of 100,000 components, a Grype report of 15,000
 * matches: 200 MB, 100,000 components, 50,000 findings.
 * `bun scripts/bench-inputs.ts DIR [SCALE]` writes them; SCALE 0.01 makes small ones with the same shape.
 */
import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";

type Random = () => number;

type Package = { readonly name: string; readonly version: string; readonly purl: string; readonly ref: string };

/** Results, components and matches at scale 1. */
const counts = { results: 35_000, components: 100_000, matches: 15_000, rules: 400, files: 6_000 };

const words =
  "request user token value parse render query path buffer config session handler response stream socket cache".split(
    " ",
  );

const severities = ["Negligible", "Low", "Low", "Medium", "Medium", "Medium", "High", "High", "Critical"] as const;

/** Writes the three files and prints their names. */
function main(directory: string, scale: number): void {
  mkdirSync(directory, { recursive: true });
  const random = generator(20_260_101);
  const packages = list(Math.ceil(counts.components * scale), (index) => packageAt(index, random));
  writeJson(join(directory, "codeql.sarif"), sarifParts(Math.ceil(counts.results * scale), random));
  writeJson(join(directory, "sbom.cdx.json"), sbomParts(packages, random));
  writeJson(join(directory, "grype.json"), grypeParts(Math.ceil(counts.matches * scale), packages, random));
}

/** Mulberry32: small, seeded, the same everywhere. */
function generator(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function writeJson(path: string, parts: Iterable<string>): void {
  const file = openSync(path, "w");
  let pending: string[] = [];
  for (const part of parts) {
    pending.push(part);
    if (pending.length < 2_000) continue;
    writeAll(file, pending.join(""));
    pending = [];
  }
  writeAll(file, pending.join(""));
  closeSync(file);
  console.log(path);
}

function writeAll(file: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let offset = 0; offset < bytes.length; ) offset += writeSync(file, bytes, offset);
}

/** Head, items with commas between them, tail. */
function* wrapped(head: string, items: Iterable<unknown>, tail: string): Generator<string> {
  yield head;
  let separator = "";
  for (const item of items) {
    yield separator + JSON.stringify(item);
    separator = ",";
  }
  yield tail;
}

function* mapped<T>(count: number, make: (index: number) => T): Generator<T> {
  for (let index = 0; index < count; index++) yield make(index);
}

function list<T>(count: number, make: (index: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

function pick<T>(from: readonly T[], random: Random): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new RangeError("cannot pick from an empty list");
  return found;
}

function whole(below: number, random: Random): number {
  return Math.floor(random() * below);
}

function hex(length: number, random: Random): string {
  return Array.from({ length }, () => whole(16, random).toString(16)).join("");
}

function sentence(length: number, random: Random): string {
  return `${list(length, () => pick(words, random)).join(" ")}.`;
}

// SARIF, as CodeQL writes it.

function sarifParts(results: number, random: Random): Generator<string> {
  const rules = list(counts.rules, (index) => sarifRule(index, random));
  const artifacts = list(counts.files, (index) => ({ location: { uri: sourceFile(index), uriBaseId: "%SRCROOT%" } }));
  const driver = { name: "CodeQL", organization: "GitHub", semanticVersion: "2.20.1", rules };
  const run = { tool: { driver, extensions: [] }, invocations: [{ executionSuccessful: true }], artifacts };
  const head = `{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[`;
  return wrapped(
    `${head}${JSON.stringify(run).slice(0, -1)},"results":[`,
    mapped(results, () => sarifResult(random)),
    `],"columnKind":"utf16CodeUnits"}]}\n`,
  );
}

function sourceFile(index: number): string {
  return `services/${words[index % words.length]}-${index % 97}/src/main/java/com/example/${words[index % 7]}/Handler${index}.java`;
}

function sarifRule(index: number, random: Random) {
  return {
    id: `java/rule-${index}`,
    name: `${pick(words, random)} ${pick(words, random)}`,
    shortDescription: { text: sentence(6, random) },
    fullDescription: { text: sentence(25, random) },
    defaultConfiguration: { enabled: true, level: pick(["error", "warning", "note"], random) },
    help: { text: sentence(120, random), markdown: sentence(160, random) },
    properties: {
      tags: ["security", `external/cwe/cwe-${String(20 + whole(900, random)).padStart(3, "0")}`],
      kind: "path-problem",
      precision: "high",
      "problem.severity": "error",
      "security-severity": (whole(100, random) / 10).toFixed(1),
    },
  };
}

function sarifResult(random: Random) {
  const ruleIndex = whole(counts.rules, random);
  const steps = 3 + whole(4, random);
  return {
    ruleId: `java/rule-${ruleIndex}`,
    ruleIndex,
    rule: { id: `java/rule-${ruleIndex}`, index: ruleIndex },
    level: pick(["error", "warning", "warning", "note"], random),
    message: { text: `This ${sentence(12, random)} It depends on a [user-provided value](1).` },
    locations: [location(random, true)],
    partialFingerprints: {
      primaryLocationLineHash: `${hex(16, random)}:1`,
      primaryLocationStartColumnFingerprint: String(whole(40, random)),
    },
    codeFlows: [{ threadFlows: [{ locations: list(steps, () => ({ location: location(random, false) })) }] }],
    relatedLocations: [{ id: 1, ...location(random, false) }],
  };
}

function location(random: Random, hasSnippet: boolean) {
  const index = whole(counts.files, random);
  const startLine = 1 + whole(900, random);
  const region = { startLine, startColumn: 1 + whole(60, random), endColumn: 70 + whole(60, random) };
  const snippet = {
    text: `    ${sentence(9, random)}\n\t\treturn "${sentence(4, random)}";\n    // ${sentence(8, random)}\n`,
  };
  return {
    physicalLocation: {
      artifactLocation: { uri: sourceFile(index), uriBaseId: "%SRCROOT%", index },
      region,
      ...(hasSnippet && { contextRegion: { startLine: startLine - 1, endLine: startLine + 2, snippet } }),
    },
    message: { text: `${pick(words, random)} : ${pick(words, random)}` },
  };
}

// CycloneDX, as syft writes it.

function packageAt(index: number, random: Random): Package {
  const name = `${pick(words, random)}-${pick(words, random)}-${index}`;
  const version = `${whole(9, random)}.${whole(30, random)}.${whole(20, random)}`;
  const types = [
    `pkg:npm/%40example/${name}@${version}`,
    `pkg:maven/com.example.${words[index % 5]}/${name}@${version}`,
  ];
  const purl = pick(
    [...types, `pkg:golang/github.com/example/${name}@v${version}`, `pkg:pypi/${name}@${version}`],
    random,
  );
  return { name, version, purl, ref: `${purl}?package-id=${hex(16, random)}` };
}

function* sbomParts(packages: readonly Package[], random: Random): Generator<string> {
  const head = {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
    version: 1,
    metadata: {
      timestamp: "2026-01-01T00:00:00Z",
      tools: { components: [{ type: "application", author: "anchore", name: "syft", version: "1.19.0" }] },
      component: { "bom-ref": "root", type: "container", name: "registry.example.com/monorepo", version: "1.0.0" },
    },
  };
  const components = mapped(packages.length, (index) => sbomComponent(packages[index], random));
  yield* wrapped(`${JSON.stringify(head).slice(0, -1)},"components":[`, components, `],`);
  const dependencies = mapped(packages.length, (index) => ({
    ref: packages[index]?.ref,
    dependsOn: list(whole(4, random), () => pick(packages, random).ref),
  }));
  yield* wrapped(`"dependencies":[`, dependencies, `]}\n`);
}

function sbomComponent(item: Package | undefined, random: Random) {
  if (item === undefined) throw new RangeError("no such package");
  const { name, version, purl, ref } = item;
  return {
    "bom-ref": ref,
    type: "library",
    name,
    version,
    hashes: [{ alg: "SHA-256", content: hex(64, random) }],
    licenses: [{ license: { id: pick(["MIT", "Apache-2.0", "BSD-3-Clause", "ISC"], random) } }],
    cpe: `cpe:2.3:a:example:${name}:${version}:*:*:*:*:*:*:*`,
    purl,
    properties: [
      { name: "syft:package:foundBy", value: "javascript-lock-cataloger" },
      { name: "syft:package:language", value: "javascript" },
      { name: "syft:location:0:path", value: `/app/${name}/package-lock.json` },
    ],
  };
}

// Grype.

function grypeParts(matches: number, packages: readonly Package[], random: Random): Generator<string> {
  const tail = {
    source: {
      type: "image",
      target: { userInput: "registry.example.com/monorepo:1.0.0", imageID: `sha256:${"0".repeat(64)}` },
    },
    distro: { name: "debian", version: "12", idLike: [] },
    descriptor: {
      name: "grype",
      version: "0.87.0",
      timestamp: "2026-01-01T00:00:00Z",
      db: { status: { schemaVersion: "v6.0.2", built: "2025-12-31T04:12:38Z", valid: true } },
    },
  };
  return wrapped(
    `{"matches":[`,
    mapped(matches, (index) => grypeMatch(index, packages, random)),
    `],${JSON.stringify(tail).slice(1)}\n`,
  );
}

function grypeMatch(index: number, packages: readonly Package[], random: Random) {
  const item = pick(packages, random);
  const severity = pick(severities, random);
  const cve = `CVE-${2015 + (index % 11)}-${1000 + Math.floor(index / 2)}`;
  const ghsa = `GHSA-${code(index)}-${code(index * 7 + 1)}-${code(index * 13 + 5)}`;
  const isGhsa = index % 2 === 0;
  const cvss = [
    cvssOf("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:U/C:H/I:H/A:H", 8.8),
    cvssOf("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:H", 5.5),
  ];
  const record = { severity, description: sentence(40, random), cvss };
  const urls = list(4, () => `https://example.com/advisories/${hex(12, random)}`);
  return {
    vulnerability: {
      id: isGhsa ? ghsa : cve,
      dataSource: `https://github.com/advisories/${ghsa}`,
      namespace: isGhsa ? "github:language:javascript" : "nvd:cpe",
      urls,
      ...record,
      epss: [
        { cve, epss: whole(10_000, random) / 100_000, percentile: whole(1_000, random) / 1_000, date: "2025-12-31" },
      ],
      fix: { versions: [`${whole(9, random)}.0.${whole(9, random)}`], state: pick(["fixed", "not-fixed"], random) },
      advisories: [],
      risk: whole(1_000, random) / 10,
    },
    relatedVulnerabilities: isGhsa
      ? [{ id: cve, dataSource: `https://nvd.nist.gov/vuln/detail/${cve}`, namespace: "nvd:cpe", urls, ...record }]
      : [],
    matchDetails: [
      {
        type: "exact-direct-match",
        matcher: "javascript-matcher",
        searchedBy: {
          language: "javascript",
          namespace: "github:language:javascript",
          package: { name: item.name, version: item.version },
        },
        found: { vulnerabilityID: isGhsa ? ghsa : cve, versionConstraint: "<9.0.0 (unknown)" },
      },
    ],
    artifact: {
      id: hex(16, random),
      name: item.name,
      version: item.version,
      type: "npm",
      locations: [
        {
          path: `/app/${item.name}/package-lock.json`,
          layerID: `sha256:${hex(64, random)}`,
          accessPath: `/app/${item.name}`,
        },
      ],
      language: "javascript",
      licenses: ["MIT"],
      cpes: [`cpe:2.3:a:example:${item.name}:${item.version}:*:*:*:*:*:*:*`],
      purl: item.purl,
      upstreams: [],
    },
  };
}

function cvssOf(vector: string, baseScore: number) {
  const metrics = { baseScore, exploitabilityScore: 2.8, impactScore: 5.9 };
  return { source: "nvd@nist.gov", type: "Primary", version: "3.1", vector, metrics, vendorMetadata: {} };
}

/** Four characters of the alphabet of GitHub's advisory ids. */
function code(number: number): string {
  const alphabet = "23456789cfghjmpqrvwx";
  return list(4, (place) => alphabet[Math.floor((number * 7_919) / 20 ** place) % 20]).join("");
}

main(process.argv[2] ?? ".", Number(process.argv[3] ?? "1"));
