import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { listedSboms } from "../../../src/assess/sbom/listed-sbom.ts";
import { type ElementResult, sbomQuality } from "../../../src/assess/sbom/quality.ts";
import { correlate } from "../../../src/correlate/correlate.ts";
import { inputLimits } from "../../../src/doors/actions/input-limits.ts";
import { ingest } from "../../../src/ingest/ingest.ts";
import { overlaySchema } from "../../../src/overlay/schema.ts";
import { decodeText } from "../../../src/standards/text.ts";
import { catalogue } from "../../support/build.ts";
import { inputOf } from "../../support/input.ts";
import { hasShared, shared } from "../../support/shared.ts";

/** Quality of real SBOMs against counts that another program makes of them: jq, straight from the standards' mappings. */
const hasCounter = hasShared && Bun.which("jq") !== null;

/** Parts are the subject and the components, nested ones too; counted are those that have a name or a purl. */
const cyclonedxElements = `
def parts: .components[]? | ., parts;
def filled: . != null and . != "";
def has(f): [.[] | select(f)] | length;
(reduce (.dependencies[]? | .ref, .dependsOn[]?) as $ref ({}; .[$ref // ""] = true)) as $related
| . as $bom
| [(.metadata.component? // empty), (.metadata.component? // {} | parts), parts]
| map(select((.name | filled) or (.purl | filled)))
| {
  ntia: {
    supplier: has((.supplier.name? | filled) or (.manufacturer.name? | filled) or (.authors[0]?.name? | filled) or (.author | filled) or (.publisher | filled)),
    component_version: has(.version | filled),
    unique_identifiers: has((.purl | filled) or (.cpe | filled) or (.swid.tagId? | filled) or (((.swhid // []) + (.omniborId // [])) | length > 0)),
    dependency_relationship: has(.["bom-ref"] | filled and $related[.] == true),
    author: (if [$bom.metadata.authors[]?, $bom.metadata.manufacturer?, $bom.metadata.manufacture?] | map(select(.name? | filled)) | length > 0 then 1 else 0 end),
    timestamp: (if $bom.metadata.timestamp? | filled then 1 else 0 end)
  },
  cisa: {
    hash_value: has([.hashes[]?, (.externalReferences[]? | select(.type == "distribution") | .hashes[]?)] | length > 0),
    component_producer: has((.manufacturer.name? | filled) or (.authors[0]?.name? | filled) or (.author | filled) or (.publisher | filled)),
    generation_context: (if $bom.metadata.lifecycles? // [] | length > 0 then 1 else 0 end)
  },
  bsi: {
    component_creator: has([.manufacturer.url[]?, .manufacturer.contact[]?.email, .authors[]?.email] | map(select(filled)) | length > 0),
    executable: has([.properties[]? | select(.name == "bsi:component:executable")] | length > 0),
    hash_sha512: has([.externalReferences[]? | select(.type == "distribution") | .hashes[]? | select(.alg == "SHA-512")] | length > 0)
  }
}`;

const spdxElements = `
def filled: . != null and . != "" and . != "NOASSERTION" and . != "NONE";
def has(f): [.[] | select(f)] | length;
(.sbom? // .) as $spdx
| ([$spdx.files[]?.SPDXID] | map({(.): true}) | add // {}) as $files
| (reduce ($spdx.relationships[]? | select((.relationshipType? // "") | test("^(DEPENDS_ON|(BUILD_|DEV_|OPTIONAL_|PROVIDED_|RUNTIME_|TEST_)?DEPENDENCY_OF|CONTAINS|CONTAINED_BY|DYNAMIC_LINK|STATIC_LINK)$"))
    | select($files[.spdxElementId] != true and $files[.relatedSpdxElement] != true) | .spdxElementId, .relatedSpdxElement) as $id ({}; .[$id] = true)) as $related
| [$spdx.packages[]? | select(.name | . != null and . != "")]
| {
  ntia: {
    supplier: has((.supplier | filled) or (.originator | filled)),
    component_version: has(.versionInfo | filled),
    dependency_relationship: has($related[.SPDXID] == true),
    author: (if [$spdx.creationInfo.creators[]? | select(test("^(Person|Organization):.*[^ ]"))] | length > 0 then 1 else 0 end)
  },
  cisa: {
    hash_value: has([.checksums[]?] | length > 0),
    component_producer: has(.originator | filled),
    component_license: has(.licenseDeclared | filled)
  },
  bsi: { filename: has(.packageFileName | . != null and . != "") }
}`;

type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** Files that are refused, or whose purls or lists are none, which the reader leaves out and a plain count does not. */
const apart = new Set([
  "cdx-1.6-invalid-bomformat.json",
  "spdx-2.2.1-wrong-version.json",
  "spdx-3.0-in-2.x-shape.json",
  "spdx-2.2-creators-not-array.json",
]);

describe.skipIf(!hasCounter).each([
  ["sbom/cyclonedx-json", cyclonedxElements],
  ["sbom/spdx-json", spdxElements],
])("quality of %s", (folder, filter) => {
  const files = hasShared ? readdirSync(shared(`corpus/${folder}`)).filter((name) => !apart.has(name)) : [];

  test("has files", () => {
    expect(files.length).toBeGreaterThan(10);
  });

  test.each(files)("%s", (name) => {
    const bytes = readFileSync(resolve(shared(`corpus/${folder}`), name));
    const found = presentIn(bytes);
    if (found === undefined) return;
    const expected = countsOf(bytes, filter);
    const picked = Object.entries(expected).map(([standard, elements]) => {
      return [standard, Object.fromEntries(Object.keys(elements).map((id) => [id, found[`${standard} ${id}`]]))];
    });
    expect(Object.fromEntries(picked)).toEqual(expected);
  });
});

/** `standard element` → present; undefined for a document that is no SBOM. */
function presentIn(bytes: Uint8Array): Readonly<Record<string, number>> | undefined {
  const { files, items } = ingest([inputOf("sbom.json", bytes)], { ...inputLimits(), declared: {} });
  const { vex } = overlaySchema.parse({});
  const { documents, listings } = correlate(files, items, { kev: catalogue() }, { asOf: "2026-01-01T00:00:00Z", vex });
  const [quality] = sbomQuality(listedSboms({ documents, listings }), files);
  const rows = quality?.results.flatMap(({ standard, elements }) =>
    elements.map((one) => [`${standard} ${one.id}`, presentOf(one)]),
  );
  return rows === undefined ? undefined : Object.fromEntries(rows);
}

function presentOf({ present }: ElementResult): number {
  return present;
}

function countsOf(bytes: Uint8Array, filter: string): Counts {
  const { text } = decodeText(bytes);
  const run = Bun.spawnSync(["jq", "-c", filter], { stdin: new TextEncoder().encode(text) });
  if (run.exitCode !== 0) throw new Error(run.stderr.toString());
  return JSON.parse(run.stdout.toString());
}
