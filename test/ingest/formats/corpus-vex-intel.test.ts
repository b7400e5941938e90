import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { cve5 } from "../../../src/ingest/formats/intel/cve5.ts";
import { epss } from "../../../src/ingest/formats/intel/epss.ts";
import { osv } from "../../../src/ingest/formats/intel/osv.ts";
import { spdx3 } from "../../../src/ingest/formats/sbom/spdx-3.ts";
import { csaf } from "../../../src/ingest/formats/vex/csaf.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that another program makes of them. */
const hasCounters = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

type Counts = { readonly [name: string]: unknown };

type Case = {
  readonly folder: string;
  readonly files: RegExp;
  readonly format: Format;
  /** Command that reads the file on standard input and writes an object of counts. */
  readonly counter: readonly string[];
  readonly read: (reading: Reading) => Counts;
};

const cases: readonly Case[] = [
  {
    folder: "vex/csaf",
    files: /./,
    format: csaf,
    counter: [
      "jq",
      "-c",
      `
      ([.product_tree | .. | objects | select(.product_id? and .name?) | .product_id] | unique) as $known
      | [.vulnerabilities[] | select((.cve // "") != "" or ([.ids[]?.text | select(. != "")] | length) > 0) as $v
          | .product_status | to_entries[] | .key as $k | .value[] | {k: $k, id: ., v: $v}] as $named
      | [$named[] | select(.id as $id | $known | index($id)) | select(.k != "recommended")] as $used
      | {
        version: .document.csaf_version,
        raw: ([.vulnerabilities[].product_status[][]] | length),
        kept: ($used | length),
        cleared: ([$used[] | select(.k == "known_not_affected")] | length),
        affected: ([$used[] | select(.k | test("affected$")) | select(.k != "known_not_affected")] | length),
        justified: ([$used[] | select(.k == "known_not_affected") | .id as $id
          | select([.v.flags[]?.product_ids[]?] | index($id))] | length)
      }`,
    ],
    read: ({ formatVersion, accounts, items }) => {
      const products = (status: string): number =>
        (items.vexStatements ?? []).filter((one) => one.status === status).flatMap((one) => one.products).length;
      return {
        version: formatVersion,
        raw: accounts[0]?.raw,
        kept: accounts[0]?.kept,
        cleared: products("not_affected"),
        affected: products("affected"),
        justified: (items.vexStatements ?? [])
          .filter(({ justification }) => justification !== undefined)
          .flatMap((one) => one.products).length,
      };
    },
  },
  {
    folder: "sbom/spdx-3-jsonld",
    files: /./,
    format: spdx3,
    counter: [
      "jq",
      "-c",
      `
      ([.["@graph"][] | select(.type == "ExternalIdentifier" and (.externalIdentifierType | test("purl|packageUrl"))) | .spdxId]) as $purls
      | [.["@graph"][] | select(.type | test("Package$"))] as $packages | {
        packages: ($packages | length),
        versioned: ([$packages[] | select((.software_packageVersion // "") != "")] | length),
        purls: ([$packages[] | select(.software_packageUrl != null or ([.externalIdentifier[]?
          | if type == "string" then (. as $id | $purls | index($id)) else (.externalIdentifierType | test("purl|packageUrl")) end
          | select(. != null and . != false)] | length) > 0)] | length),
        created: ([.["@graph"][] | select(.type == "CreationInfo") | .created] | unique | length)
      }`,
    ],
    read: ({ accounts, items, coverage }) => {
      const subject = items.documents?.[0]?.subject;
      const all = [...new Set([...(items.components ?? []), ...(subject === undefined ? [] : [subject])])];
      return {
        packages: accounts[0]?.raw,
        versioned: all.filter(({ version }) => version !== undefined).length,
        purls: all.filter(({ purl }) => purl !== undefined).length,
        created: coverage.generatedAt === undefined ? 0 : 1,
      };
    },
  },
  {
    folder: "intel/cve5",
    files: /./,
    format: cve5,
    counter: [
      "jq",
      "-c",
      `[.containers.cna, .containers.adp[]?] as $all | {
        version: .dataVersion,
        id: .cveMetadata.cveId,
        scores: ([$all[].metrics[]? | to_entries[] | select(.key | startswith("cvss"))] | length),
        cwes: ([$all[].problemTypes[]?.descriptions[].cweId | strings] | unique | length),
        exploited: ([$all[].metrics[]?.other | select(.type? == "kev") | .content.dateAdded] | first)
      }`,
    ],
    read: ({ formatVersion, items }) => {
      const [advisory] = items.advisories ?? [];
      return {
        version: formatVersion,
        id: advisory?.id,
        scores: advisory?.cvss.length,
        cwes: advisory?.cwes.length,
        exploited: advisory?.kev?.dateAdded ?? null,
      };
    },
  },
  {
    folder: "intel/osv",
    files: /./,
    format: osv,
    counter: [
      "jq",
      "-c",
      `{
        version: .schema_version,
        kept: (if .withdrawn then 0 else 1 end),
        aliases: (if .withdrawn then 0 else (.aliases // [] | length) end),
        scores: (if .withdrawn then 0 else ([.severity[]?, .affected[].severity[]?] | length) end)
      }`,
    ],
    read: ({ formatVersion, accounts, items }) => ({
      version: formatVersion ?? null,
      kept: accounts[0]?.kept,
      aliases: (items.advisories ?? []).flatMap(({ aliases = [] }) => aliases).length,
      scores: (items.advisories ?? []).flatMap(({ cvss }) => cvss).length,
    }),
  },
  {
    folder: "intel/epss",
    files: /^epss_scores/,
    format: epss,
    counter: [
      "python3",
      "-c",
      `
import csv, json, sys
lines = sys.stdin.read().splitlines()
head = dict(part.split(":", 1) for part in lines[0][1:].split(","))
scores = {row["cve"]: float(row["epss"]) for row in csv.DictReader(lines[1:])}
print(json.dumps({"model": head["model_version"], "date": head["score_date"], "rows": len(lines) - 2,
  "highest": max(scores.values()), "sum": round(sum(scores.values()), 6)}))`,
    ],
    read: ({ accounts, items }) => {
      const [table] = items.epss ?? [];
      const scores = [...(table?.scores.values() ?? [])];
      return {
        model: table?.modelVersion,
        date: table?.scoreDate,
        rows: accounts[0]?.raw,
        highest: Math.max(...scores),
        sum: Number(scores.reduce((a, b) => a + b, 0).toFixed(6)),
      };
    },
  },
];

describe.skipIf(!hasCounters).each([...cases])(
  "corpus of $folder",
  ({ folder, format, files: named, counter, read }) => {
    const files = filesOf(folder).filter((file) => named.test(file));

    test("has files", () => expect(files.length).toBeGreaterThan(0));

    test.each(files)("%s has the counts that another program finds", (file) => {
      const document = documentOf(`${folder}/${file}`);
      expect(formats.filter(({ detect }) => detect(document)).map(({ id }) => id)).toEqual([format.id]);
      expect(read(format.read(document, { name: file, sha256: "" }))).toEqual(countsOf(counter, `${folder}/${file}`));
    });
  },
);

function filesOf(folder: string): readonly string[] {
  return hasShared ? readdirSync(shared(`corpus/${folder}`)).toSorted() : [];
}

function documentOf(file: string): Document {
  return parse({ name: file, bytes: readFileSync(shared(`corpus/${file}`)), sha256: "" }, formats, 128).document;
}

function countsOf(counter: readonly string[], file: string): Counts {
  const { stdout, stderr, exitCode } = Bun.spawnSync([...counter], { stdin: readFileSync(shared(`corpus/${file}`)) });
  if (exitCode !== 0) throw new Error(`${counter[0]} failed: ${stderr.toString()}`);
  return JSON.parse(stdout.toString());
}
