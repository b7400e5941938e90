import { describe, expect, test } from "bun:test";
import { schemaText } from "../../../src/doors/system/schemas.ts";
import { schemaCheck } from "../../../src/ingest/schema/check.ts";
import { type PublishedSchema, publishedSchema } from "../../../src/ingest/schema/published.ts";
import { hasShared, shared } from "../../support/shared.ts";

const check = schemaCheck(schemaText);

function schemaOf(format: string, version: string): PublishedSchema {
  const found = publishedSchema(format, version);
  if (found === undefined) throw new RangeError(`no schema for ${format} ${version}`);
  return found;
}

/** Pointers of the faults; none for a valid document. */
function pointers(format: string, version: string, value: unknown): readonly string[] {
  const validity = check(value, schemaOf(format, version), 1000);
  return validity.status === "invalid" ? validity.faults.map(({ pointer }) => pointer) : [];
}

const bom = (over: object) => ({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, ...over });

describe("schemaCheck()", () => {
  test.each([
    [
      "a reference to another file",
      { components: [{ type: "library", name: "a", licenses: [{ license: { id: "X" } }] }] },
      ["/components/0/licenses/0/license/id"],
    ],
    ["a date-time", { metadata: { timestamp: "yesterday" } }, ["/metadata/timestamp"]],
    [
      "an item twice",
      {
        components: [
          { type: "library", name: "a" },
          { name: "a", type: "library" },
        ],
      },
      ["/components"],
    ],
    ["a property too many", { componets: [] }, [""]],
    ["a pattern", { serialNumber: "urn:uuid:1" }, ["/serialNumber"]],
    [
      "an inherited name",
      { components: [{ type: "library" }, JSON.parse('{"__proto__":{"type":"library","name":"a"}}')] },
      ["/components/0", "/components/1"],
    ],
    ["nothing wrong", { components: [{ type: "library", name: "a", licenses: [{ expression: "MIT" }] }] }, []],
  ])("finds %s", (_, over, expected) => {
    expect(pointers("cyclonedx-json", "1.6", bom(over))).toEqual(expected);
  });

  test("knows SARIF, whose schema is of draft-04, and OpenVEX, of 2020-12", () => {
    const run = { tool: { driver: { name: "t" } }, results: [{ message: {}, level: "warn" }] };
    expect(pointers("sarif", "2.1.0", { version: "2.1.0", runs: [run] })).toEqual([
      "/runs/0/results/0/level",
      "/runs/0/results/0/message",
    ]);
    const vex = { "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://a/b", author: "a", version: 1 };
    const statement = {
      vulnerability: { name: "CVE-2024-1" },
      products: [{ "@id": "pkg:a/b" }],
      status: "not_affected",
    };
    const timestamp = "2024-01-01T00:00:00Z";
    expect(pointers("openvex-json", "0.2.0", { ...vex, timestamp, statements: [statement] })).toEqual([
      "/statements/0",
    ]);
    expect(
      pointers("openvex-json", "0.2.0", { ...vex, timestamp, statements: [{ ...statement, status: "fixed" }] }),
    ).toEqual([]);
  });

  test("tells the first fault alone of a document that is large", () => {
    const components = Array.from({ length: 4 }, () => ({ type: "libary", name: "a" }));
    const faults = (bytes: number) => {
      const validity = check(
        bom({ components: components.map((one, i) => ({ ...one, version: `${i}` })) }),
        schemaOf("cyclonedx-json", "1.6"),
        bytes,
      );
      return validity.status === "invalid" ? validity.faults.length : 0;
    };
    expect([faults(1000), faults(1024 * 1024)]).toEqual([4, 1]);
  });

  test("takes little time for many components, which are all to differ", () => {
    const components = Array.from({ length: 50_000 }, (_, i) => ({ type: "library", name: `a${i}`, version: "1" }));
    const start = performance.now();
    expect(check(bom({ components }), schemaOf("cyclonedx-json", "1.6"), 4_000_000).status).toBe("valid");
    expect(performance.now() - start).toBeLessThan(8000);
  });

  // The verdicts are those of another implementation (Python's jsonschema 4.26) on the same files.
  test.skipIf(!hasShared).each([
    ["cyclonedx-json", "1.5", "sbom/cyclonedx-json/cdx-1.5-mlbom.json", false],
    ["cyclonedx-json", "1.6", "sbom/cyclonedx-json/cdx-1.6-invalid-component-type.json", false],
    ["cyclonedx-json", "1.6", "sbom/cyclonedx-json/cdx-1.6-saasbom.json", true],
    ["spdx-json", "2.3", "sbom/spdx-json/spdx-2.3-spec-example.json", true],
    ["spdx-json", "2.3", "sbom/spdx-json/spdx2_3_null_package.json", false],
    ["sarif", "2.1.0", "sast/sarif/scorecard-check3.sarif", false],
    ["sarif", "2.1.0", "sast/sarif/eslint-8.25.0.sarif", true],
    ["csaf-json", "2.0", "vex/csaf/csaf-secobserve.json", false],
    ["csaf-json", "2.0", "vex/csaf/csaf-go-vex.json", false],
    ["openvex-json", "0.2.0", "vex/openvex/openvex-zero-statements.json", false],
  ])("judges %s %s as others do: %s", async (format, version, path, isValid) => {
    const value: unknown = JSON.parse(await Bun.file(shared(`corpus/${path}`)).text());
    expect(pointers(format, version, value).length === 0).toBe(isValid);
  });
});
