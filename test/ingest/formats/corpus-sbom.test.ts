import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { cyclonedxXml } from "../../../src/ingest/formats/sbom/cyclonedx-xml.ts";
import { spdxTagValue } from "../../../src/ingest/formats/sbom/spdx-tag-value.ts";
import { spdxYaml } from "../../../src/ingest/formats/sbom/spdx-yaml.ts";
import { syftJson } from "../../../src/ingest/formats/sbom/syft-json.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { codeOf } from "../../support/code-of.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that other programs make of them: ElementTree for XML, a line count for text, jq for JSON. */
type Case = {
  readonly folder: string;
  readonly format: Format;
  readonly files?: RegExp;
  readonly counter: readonly [program: string, ...args: string[]];
  readonly read: (reading: Reading) => unknown;
};

const countXml = `
import json, re, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read().decode("utf-8").lstrip("\\ufeff").encode("utf-8"))
own, version = re.match(r"(\\{http://cyclonedx.org/schema/bom/(.*)\\})bom$", root.tag).groups()
flaw = "{http://cyclonedx.org/schema/ext/vulnerability/1.0}vulnerability"
def parts(holder):
    for part in holder.findall(f"{own}components/{own}component"):
        yield part
        yield from parts(part)
found = list(parts(root)) + [p for c in root.findall(f"{own}metadata/{own}component") for p in parts(c)]
said = lambda part, name: (part.findtext(own + name) or "").strip()
named = [part for part in found if said(part, "name") or said(part, "purl").startswith("pkg:")]
flaws = [v for v in root.iter(flaw)] + root.findall(f"{own}vulnerabilities/{own}vulnerability/{own}affects/{own}target")
print(json.dumps({
    "version": version, "raw": len(found), "components": len(named),
    "versions": len([p for p in named if said(p, "version")]),
    "licences": sum(len([c for c in p.findall(f"{own}licenses/*")]) for p in named),
    "hashes": sum(len(p.findall(f"{own}hashes/{own}hash")) for p in named),
    "edges": len(root.findall(f"{own}dependencies/{own}dependency/{own}dependency")),
    "services": len(root.findall(f".//{own}services/{own}service")),
    "observations": len(flaws),
    "timestamp": root.findtext(f"{own}metadata/{own}timestamp"),
}))`;

const countTags = `
import json, re, sys
text = re.sub(r"<text>.*?</text>", "", sys.stdin.buffer.read().decode("utf-8"), flags=re.S)
lines = [line.strip() for line in re.split(r"\\r\\n|\\r|\\n", text)]
tags = lambda start: len([line for line in lines if line.startswith(start)])
versions = [line for line in lines if line.startswith("PackageVersion:") and not line.endswith("NOASSERTION")]
print(json.dumps({
    "version": re.search(r"SPDXVersion: SPDX-(\\S+)", text).group(1),
    "packages": tags("PackageName:"), "versions": len(versions), "checksums": tags("PackageChecksum:"),
    "purls": len([line for line in lines if re.match(r"ExternalRef: PACKAGE[-_]MANAGER purl pkg:", line)]),
    "ids": tags("SPDXID:") - tags("FileName:") - 1,
}))`;

const countYaml = `
import json, re, sys
text = sys.stdin.read()
print(json.dumps({
    "version": re.search(r"^spdxVersion: .?SPDX-([0-9.]+)", text, re.M).group(1),
    "packages": len(re.findall(r"^  versionInfo: |^  name: .?Apache Commons Lang", text, re.M)),
    "purls": len(re.findall(r"referenceLocator: .?pkg:", text)),
}))`;

const countSyft = `{
  version: (.schema.version // null),
  raw: (.artifacts | length),
  purls: ([.artifacts[] | select(.purl | startswith("pkg:"))] | length),
  cpes: ([.artifacts[] | select((.cpes | length) > 0)] | length),
  licences: ([.artifacts[].licenses[]?] | length),
  edges: ([.artifactRelationships[]? | select(.type == "dependency-of")] | length),
  subject: (.source.name // .source.target.userInput)
}`;

const cases: readonly Case[] = [
  { folder: "sbom/cyclonedx-xml", format: cyclonedxXml, counter: ["python3", "-c", countXml], read: xmlCounts },
  { folder: "sbom/spdx-tag-value", format: spdxTagValue, counter: ["python3", "-c", countTags], read: tagCounts },
  {
    folder: "sbom/spdx-other",
    format: spdxYaml,
    files: /yaml$/,
    counter: ["python3", "-c", countYaml],
    read: yamlCounts,
  },
  { folder: "sbom/syft-json", format: syftJson, counter: ["jq", "-c", countSyft], read: syftCounts },
];

const hasCounters = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

describe.skipIf(!hasCounters).each([...cases])(
  "corpus of $folder",
  ({ folder, format, files: named, counter, read }) => {
    const files = filesOf(folder).filter((file) => named?.test(file) ?? true);

    test("has files", () => expect(files.length).toBeGreaterThan(1));

    test.each(files)("%s has the counts that another program finds", (file) => {
      const document = documentOf(`${folder}/${file}`);
      expect(formats.filter(({ detect }) => detect(document)).map(({ id }) => id)).toEqual([format.id]);
      expect(read(format.read(document, { name: file, sha256: "" }))).toEqual(countsOf(counter, `${folder}/${file}`));
    });
  },
);

/** Every file of the other folders, by what reads it or why nothing does. */
const others: readonly (readonly [folder: string, format: string, exceptions: Readonly<Record<string, string>>])[] = [
  ["sbom/cyclonedx-json", "cyclonedx-json", { "cdx-1.6-invalid-bomformat.json": "nothing" }],
  ["sbom/spdx-json", "spdx-json", {}],
  ["sbom/spdx-other", "spdx-yaml", { "spdx-2.3-example.spdx.rdf": "INPUT_NOT_RECOGNISED" }],
];

describe.skipIf(!hasShared).each([...others])("corpus of %s", (folder, format, exceptions) => {
  test.each(filesOf(folder))("%s is recognised, or refused by name", (file) => {
    expect(recognised(`${folder}/${file}`)).toBe(exceptions[file] ?? format);
  });
});

test.skipIf(!hasShared)("no file of another kind is taken for a bill of materials", () => {
  const files = [
    ...new Bun.Glob("{cnapp,iac,intel,k8s,provenance,sast,vuln}/*/*").scanSync(shared("corpus")),
  ].toSorted();
  const taken = files.filter((file) => cases.some(({ format }) => format.id === recognised(file)));
  expect(files.length).toBeGreaterThan(100);
  expect(taken).toEqual([]);
});

function recognised(file: string): string {
  let id = "nothing";
  const code = codeOf(() => {
    const document = documentOf(file);
    id = formats.find(({ detect }) => detect(document))?.id ?? id;
  });
  return code === "nothing thrown" ? id : code;
}

function filesOf(folder: string): readonly string[] {
  return hasShared ? readdirSync(shared(`corpus/${folder}`)).toSorted() : [];
}

function documentOf(file: string): Document {
  return parse({ name: file, bytes: readFileSync(shared(`corpus/${file}`)), sha256: "" }, formats, 128).document;
}

function countsOf(counter: readonly string[], file: string): unknown {
  const { text } = decodeText(readFileSync(shared(`corpus/${file}`)));
  const { stdout, stderr, exitCode } = Bun.spawnSync([...counter], { stdin: Buffer.from(text) });
  if (exitCode !== 0) throw new Error(`${counter[0]} failed: ${stderr.toString()}`);
  return JSON.parse(stdout.toString());
}

function xmlCounts({ formatVersion, accounts, items, coverage }: Reading): unknown {
  const components = items.components ?? [];
  return {
    version: formatVersion,
    raw: accounts[0]?.raw,
    components: components.length,
    versions: components.filter(({ version }) => version !== undefined).length,
    licences: components.flatMap(({ licenses }) => licenses).length,
    hashes: components.flatMap(({ hashes }) => hashes).length,
    edges: items.documents?.[0]?.dependencyCount,
    services: items.documents?.[0]?.serviceCount,
    observations: items.observations?.length,
    timestamp: coverage.generatedAt ?? null,
  };
}

function tagCounts({ formatVersion, accounts, items }: Reading): unknown {
  const all = packagesOf(items);
  return {
    version: formatVersion,
    packages: accounts[0]?.raw,
    versions: all.filter(({ version }) => version !== undefined).length,
    checksums: all.flatMap(({ hashes }) => hashes).length,
    purls: all.filter(({ purl }) => purl !== undefined).length,
    ids: new Set(all.map(({ ref }) => ref)).size,
  };
}

function yamlCounts({ formatVersion, accounts, items }: Reading): unknown {
  const purls = packagesOf(items).filter(({ purl }) => purl !== undefined).length;
  return { version: formatVersion, packages: accounts[0]?.raw, purls };
}

/** The components with what the document describes, which is none of them when it stands beside others. */
function packagesOf({
  components = [],
  documents = [],
}: Reading["items"]): NonNullable<Reading["items"]["components"]> {
  const pointers = new Set(components.map(({ source }) => source.pointer));
  const subjects = documents.flatMap(({ subject }) => subject ?? []);
  return [...components, ...subjects.filter(({ source }) => !pointers.has(source.pointer))];
}

function syftCounts({ formatVersion, accounts, items }: Reading): unknown {
  const components = items.components ?? [];
  const [document] = items.documents ?? [];
  return {
    version: formatVersion ?? null,
    raw: accounts[0]?.raw,
    purls: components.filter(({ purl }) => purl !== undefined).length,
    cpes: components.filter(({ cpe }) => cpe !== undefined).length,
    licences: components.flatMap(({ licenses }) => licenses).length,
    edges: document?.dependencyCount,
    subject: document?.subject?.name,
  };
}
