import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { FixopsError } from "../../../src/domain/error.ts";
import type { Document, Format, Reading } from "../../../src/ingest/format.ts";
import { cyclonedx } from "../../../src/ingest/formats/sbom/cyclonedx.ts";
import { spdx2 } from "../../../src/ingest/formats/sbom/spdx-2.ts";
import { openvex } from "../../../src/ingest/formats/vex/openvex.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Real files against counts that another program makes of them. */
const hasCounter = hasShared && Bun.which("jq") !== null;

/**
 * Independent counts: a component is an object with name or purl in a `components` list that hangs on the document or
 * on another component, so tools, formulations and annotators do not count; a vulnerability is one for each thing
 * affected, unless it has an analysis that clears it, or links to another document, and its thing is not of a document
 * that lists components.
 */
const cyclonedxCounts = `
def parts: .components[]? | ., parts;
def known: [(parts, (.metadata.component? // empty), (.metadata.component? // {} | parts), (.services[]? | recurse(.services[]?)))
  | .["bom-ref"]? // empty];
{
  components: ([parts, (.metadata.component? // {} | parts)] | map(select((.name? // .purl?) != null)) | length),
  purls: ([parts, (.metadata.component? // {} | parts)] | map(select(.purl? != null)) | length),
  services: ([.services[]? | recurse(.services[]?)] | length),
  edges: ([.dependencies[]?.dependsOn[]?] | length),
  statements: ([.vulnerabilities[]? | select(.analysis.state != null)] | length),
  products: ([.vulnerabilities[]? | select(.analysis.state != null) | .affects[]? | ([(.versions | length), 1] | max)] | add // 0),
  observations: (known as $known | .serialNumber as $serial | ((.components // []) | length) as $n
    | [.vulnerabilities[]? | .analysis.state as $state | .affects[]?.ref
        | select($state == null or ($n > 0 and (. as $ref | $known | any(. == $ref)))
          or (($state == "exploitable" or $state == "in_triage") and ($serial == null or (contains("#") | not))))] | length)
}`;

const spdxCounts = `
(.sbom? // .) | {
  packages: (.packages | length),
  named: ([.packages[] | select(.name? != null)] | length),
  purls: ([.packages[]? | select([.externalRefs[]? | select(.referenceCategory | test("^PACKAGE.MANAGER$"))] | length > 0)] | length),
  licences: ([.packages[]? | select([.licenseConcluded, .licenseDeclared] | any(. != null and . != "NOASSERTION" and . != "NONE"))] | length),
  subjects: ([.documentDescribes[]?, (.relationships[]? | select(.relationshipType? == "DESCRIBES") | .relatedSpdxElement)] as $ids
    | [.packages[]? | .SPDXID? as $id | select($ids | any(. == $id))] | length)
}`;

const openvexCounts = `{
  statements: (.statements | length),
  products: ([.statements[].products[]] | length),
  subcomponents: ([.statements[] | .products[] | objects | .subcomponents[]?] | length),
  fixed: ([.statements[] | select(.status == "fixed")] | length),
  notAffected: ([.statements[] | select(.status == "not_affected")] | length)
}`;

const refusedByName = new Set(["spdx-2.2.1-wrong-version.json", "spdx-3.0-in-2.x-shape.json"]);

const unreadable = new Set(["cdx-1.6-invalid-bomformat.json"]);

describe.skipIf(!hasCounter)("CycloneDX corpus", () => {
  const files = corpus("sbom/cyclonedx-json", "vex/cyclonedx-vex").filter((file) => !unreadable.has(baseOf(file)));

  test.each(files)("%s has the counts that jq finds", (file) => {
    const { items } = readingOf(cyclonedx, file);
    const [document] = items.documents ?? [];
    const counts = countsOf(cyclonedxCounts, file);
    expect<unknown>({
      components: items.components?.length,
      purls: items.components?.filter(({ purl }) => purl !== undefined).length,
      services: document?.serviceCount ?? 0,
      edges: document?.dependencyCount ?? 0,
      statements: items.vexStatements?.length,
      products: items.vexStatements?.flatMap(({ products }) => products).length,
      observations: items.observations?.length,
    }).toEqual(counts);
  });

  test("is not empty", () => expect(files.length).toBeGreaterThan(30));
});

describe.skipIf(!hasCounter)("SPDX 2 corpus", () => {
  const files = corpus("sbom/spdx-json").filter((file) => !refusedByName.has(baseOf(file)));

  test.each(files)("%s has the counts that jq finds", (file) => {
    const { items, accounts } = readingOf(spdx2, file);
    const counts = countsOf(spdxCounts, file);
    const subject = items.documents?.[0]?.subject;
    const all = new Set([...(items.components ?? []), ...(subject === undefined ? [] : [subject])]);
    expect<unknown>({
      packages: accounts[0]?.raw,
      named: all.size,
      purls: [...all].filter(({ purl }) => purl !== undefined).length,
      licences: [...all].filter(({ licenses }) => licenses.length > 0).length,
      subjects: subject === undefined ? 0 : 1,
    }).toEqual(counts);
  });

  test("is not empty", () => expect(files.length).toBeGreaterThan(15));
});

describe.skipIf(!hasShared)("refused corpus", () => {
  const spdx = corpus("sbom/spdx-json").filter((file) => refusedByName.has(baseOf(file)));

  test.each(spdx)("%s is refused by its version", (file) => {
    expect(spdx2.detect(documentOf(file))).toBe(true);
    expect(codeOf(() => readingOf(spdx2, file))).toBe("INPUT_UNSUPPORTED_VERSION");
  });
});

describe.skipIf(!hasCounter)("OpenVEX corpus", () => {
  const files = corpus("vex/openvex");

  test.each(files)("%s has the counts that jq finds", (file) => {
    const statements = readingOf(openvex, file).items.vexStatements ?? [];
    const products = statements.flatMap((statement) => statement.products);
    expect<unknown>({
      statements: statements.length,
      products: products.length,
      subcomponents: products.flatMap(({ subcomponents }) => subcomponents).length,
      fixed: statements.filter(({ status }) => status === "fixed").length,
      notAffected: statements.filter(({ status }) => status === "not_affected").length,
    }).toEqual(countsOf(openvexCounts, file));
  });

  test("is not empty", () => expect(files.length).toBeGreaterThan(5));
});

describe.skipIf(!hasShared)("detection", () => {
  const owners: readonly (readonly [string, Format])[] = [
    ["sbom/cyclonedx-json", cyclonedx],
    ["vex/cyclonedx-vex", cyclonedx],
    ["sbom/spdx-json", spdx2],
    ["vex/openvex", openvex],
  ];

  test.each(owners)("files of %s are claimed by one format", (folder, owner) => {
    for (const file of corpus(folder).filter((name) => !unreadable.has(baseOf(name)))) {
      const claims = [cyclonedx, spdx2, openvex].filter((format) => format.detect(documentOf(file)));
      expect([file, claims]).toEqual([file, [owner]]);
    }
  });

  test.each(corpus("vex/csaf"))("%s is claimed by none", (file) => {
    expect([cyclonedx, spdx2, openvex].filter((format) => format.detect(documentOf(file)))).toEqual([]);
  });
});

function corpus(...folders: readonly string[]): readonly string[] {
  if (!hasShared) return [];
  return folders.flatMap((folder) =>
    readdirSync(shared(`corpus/${folder}`))
      .toSorted()
      .map((name) => `${folder}/${name}`),
  );
}

function baseOf(file: string): string {
  return file.slice(file.lastIndexOf("/") + 1);
}

function textOf(file: string): string {
  return decodeText(readFileSync(shared(`corpus/${file}`))).text;
}

function documentOf(file: string): Document {
  return { form: "json", value: JSON.parse(textOf(file)) };
}

function readingOf(format: Format, file: string): Reading {
  return format.read(documentOf(file), { name: file, sha256: "" });
}

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return error instanceof FixopsError ? error.code : String(error);
  }
  return undefined;
}

function countsOf(program: string, file: string): unknown {
  const { stdout, stderr, exitCode } = Bun.spawnSync(["jq", "-c", program], { stdin: Buffer.from(textOf(file)) });
  if (exitCode !== 0) throw new Error(`jq failed: ${stderr.toString()}`);
  return JSON.parse(stdout.toString());
}
