import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Reading } from "../../../src/ingest/format.ts";
import { formats } from "../../../src/ingest/formats/index.ts";
import { parse } from "../../../src/ingest/parse.ts";
import { recognise } from "../../../src/ingest/recognise.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { codeOf } from "../../support/code-of.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that another program makes of them. */
const hasCounters = hasShared && Bun.which("jq") !== null && Bun.which("python3") !== null;

type Counts = { readonly [name: string]: number };

type Case = {
  readonly glob: string;
  readonly format: string;
  readonly counter: readonly string[];
  readonly read: (reading: Reading) => Counts;
};

/** Statements in whatever envelope, from the payloads that decode. */
const statements = `
  def payload: try (@base64d | fromjson) catch null;
  [inputs | if .dsseEnvelope then .dsseEnvelope elif .messageSignature then {skip: true} else . end
    | if .payloadType then (if .payloadType == "application/vnd.in-toto+json" then (.signatures | length) as $n | .payload | payload | select(. != null) | . + {signed: $n} else empty end)
      elif .skip then empty else . + {signed: 0} end] | {
    statements: length,
    subjects: ([.[].subject[]?] | length),
    digests: ([.[].subject[]?.digest // {} | length] | add // 0),
    signatures: ([.[].signed] | add // 0),
    dependencies: ([.[].predicate | (.materials // [])[], (.buildDefinition.resolvedDependencies // [])[]] | length),
    builders: ([.[].predicate | (.builder.id // .runDetails.builder.id) | select(. != null)] | length),
    builds: ([.[].predicate | (.buildType // .recipe.type // .buildDefinition.buildType) | select(. != null and . != "")] | length)
  }`;

const plan = `{
  changes: (.resource_changes // [] | length),
  actions: ([.resource_changes[]?.change.actions[]] | length),
  replaced: ([.resource_changes[]?.change | select(.actions | length == 2)] | length),
  providers: ([.resource_changes[]?.provider_name] | unique | length)
}`;

/** Objects of a manifest, counted by its lines: PyYAML is no part of Python. */
const manifest = `
import json, re, sys
kinds = listed = names = 0
for document in re.split(r"(?m)^---[ \\t]*$", sys.stdin.read().replace("\\r", "")):
    kind = re.search(r"(?m)^kind: *[\\"']?(\\w+)", document)
    if kind is None:
        continue
    entries = len(re.findall(r"(?m)^ {0,2}- +apiVersion:", document))
    is_list = re.search(r"(?m)^items: *(\\[\\])?$", document) and not re.search(r"(?m)^spec:", document)
    kinds += entries if is_list else 1
    listed += entries if is_list else 0
print(json.dumps({"resources": kinds, "listed": listed}))`;

const cases: readonly Case[] = [
  ...["in-toto-statement", "dsse", "sigstore-bundle"].map((folder) => ({
    glob: `provenance/${folder}/*`,
    format: { "in-toto-statement": "in-toto-json", dsse: "dsse-json" }[folder] ?? "sigstore-bundle-json",
    counter: ["jq", "-n", "-c", statements],
    read: provenanceCounts,
  })),
  { glob: "iac/tfplan-json/*", format: "terraform-plan-json", counter: ["jq", "-c", plan], read: planCounts },
  ...["iac/kubernetes/*", "k8s/pod-security-standards/restricted/*/pass/*.yaml"].map((glob) => ({
    glob,
    format: "kubernetes-yaml",
    counter: ["python3", "-c", manifest],
    read: ({ items }: Reading) => ({
      resources: items.resources?.length ?? -1,
      listed: items.resources?.filter(({ source }) => source.pointer.includes("/items/")).length ?? -1,
    }),
  })),
];

/** Files that are refused, and how. */
const refused: { readonly [file: string]: string } = {
  "bundle-invalid-media-type.json": "INPUT_UNSUPPORTED_VERSION",
  "bundle-malformed-json.json": "INPUT_TRUNCATED",
  "tf-corrupted.json": "INPUT_MALFORMED",
  "tf-setup-terraform-wrapper-noise.json": "INPUT_MALFORMED",
  "goat-unrendered-helm-template.yaml": "INPUT_MALFORMED",
  "kubesec-form-prefix.json": "INPUT_NOT_RECOGNISED",
};

describe.skipIf(!hasCounters).each([...cases])("corpus of $glob", ({ glob, format, counter, read }) => {
  const files = hasShared ? [...new Bun.Glob(glob).scanSync(shared("corpus"))].toSorted() : [];

  test("has files", () => expect(files.length).toBeGreaterThan(5));

  test.each(files)("%s", (file) => {
    const code = refused[basename(file)];
    if (code !== undefined) {
      expect(codeOf(() => readFile(file))).toBe(code);
      return;
    }
    const outcome = readFile(file);
    expect(outcome.format).toBe(format);
    expect(read(outcome.reading)).toEqual(countsOf(file, counter));
  });
});

describe.skipIf(!hasShared)("versions in the corpus", () => {
  test.each([
    ["provenance/in-toto-statement/slsa-1.0-docker-generator.json", "v0.1"],
    ["provenance/in-toto-statement/slsa-1.0-build.json", "v1"],
    ["provenance/sigstore-bundle/bundle-0.1-dsse.json", "0.1"],
    ["provenance/sigstore-bundle/bundle-0.2-dsse.json", "0.2"],
    ["provenance/sigstore-bundle/bundle-0.3-dsse.json", "0.3"],
    ["iac/tfplan-json/tf-0.12.3-aws.json", "0.1"],
    ["iac/tfplan-json/tf-1.0.3-aws.json", "0.2"],
    ["iac/tfplan-json/tf-1.1.4-github-drift.json", "1.0"],
    ["iac/tfplan-json/tf-1.2.2-utf-16.json", "1.1"],
    ["iac/tfplan-json/tf-1.9.8-aws.json", "1.2"],
  ])("%s is %s", (file, version) => {
    expect(readFile(file).reading.formatVersion).toBe(version);
  });
});

function readFile(file: string): { readonly format: string; readonly reading: Reading } {
  const input = { name: basename(file), bytes: readFileSync(shared(`corpus/${file}`)), sha256: "0".repeat(64) };
  const { document } = parse(input, formats, 128);
  const format = recognise(document, formats, input);
  return { format: format.id, reading: format.read(document, input) };
}

function countsOf(file: string, command: readonly string[]): Counts {
  const { text } = decodeText(readFileSync(shared(`corpus/${file}`)));
  const { stdout, stderr, exitCode } = Bun.spawnSync([...command], { stdin: Buffer.from(text) });
  if (exitCode !== 0) throw new Error(stderr.toString());
  return JSON.parse(stdout.toString());
}

function provenanceCounts({ items: { provenance = [] } }: Reading): Counts {
  const total = (count: (statement: (typeof provenance)[number]) => number): number =>
    provenance.reduce((sum, statement) => sum + count(statement), 0);
  return {
    statements: provenance.length,
    subjects: total(({ subjects }) => subjects.length),
    digests: total(({ subjects }) => subjects.reduce((sum, { digests }) => sum + digests.length, 0)),
    signatures: total(({ signatures }) => signatures),
    dependencies: total(({ dependencies }) => dependencies.length),
    builders: total(({ builder }) => (builder === undefined ? 0 : 1)),
    builds: total(({ buildType }) => (buildType === undefined ? 0 : 1)),
  };
}

function planCounts({ items: { resources = [] } }: Reading): Counts {
  return {
    changes: resources.length,
    actions: resources.flatMap(({ actions = [] }) => actions).length,
    replaced: resources.filter(({ actions = [] }) => actions.length === 2).length,
    providers: new Set(resources.map(({ provider }) => provider)).size,
  };
}
