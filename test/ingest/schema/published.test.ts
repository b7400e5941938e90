import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { formats } from "../../../src/ingest/formats/index.ts";
import { publishedSchema } from "../../../src/ingest/schema/published.ts";

const rows = formats.flatMap(({ id, versions }) =>
  (versions.length === 0 ? [undefined] : versions).map((version) => ({
    id,
    version,
    found: publishedSchema(id, version),
  })),
);

describe("publishedSchema()", () => {
  test("has the schemas of these formats, each in its version", () => {
    const names = rows.flatMap(({ id, found }) =>
      found ? [`${id}: ${found.schema.name} ${found.schema.version}`] : [],
    );
    expect(names.toSorted()).toEqual([
      "cisa-kev-json: CISA KEV undefined",
      "csaf-json: CSAF 2.0",
      ...["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"].map((version) => `cyclonedx-json: CycloneDX ${version}`),
      "openvex-json: OpenVEX 0.2.0",
      "sarif: SARIF 2.1.0",
      "spdx-json: SPDX 2.3",
    ]);
  });

  test("uses every file that is built in", () => {
    const used = rows.flatMap(({ found }) => (found ? [found.file, ...found.refersTo.map(([, file]) => file)] : []));
    const folder = resolve(import.meta.dir, "../../../src/doors/system/assets/schemas");
    const files: readonly string[] = readdirSync(folder).filter((name) => name.endsWith(".json"));
    expect([...new Set<string>(used)].toSorted()).toEqual(files.toSorted());
  });

  test.each([
    ["spdx-json", "2.2"],
    ["openvex-json", "0.0.1"],
    ["csaf-json", "2.1"],
    ["grype-json", undefined],
  ])("has none for %s %s", (format, version) => {
    expect(publishedSchema(format, version)).toBeUndefined();
  });

  test("takes that of KEV for every catalogue", () => {
    expect(publishedSchema("cisa-kev-json", "2026.01.01")?.schema).toEqual({ name: "CISA KEV" });
  });
});
