import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../../src/domain/error.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { cyclonedx } from "../../../../src/ingest/formats/sbom/cyclonedx.ts";

const origin = { name: "bom.json", sha256: "" };

function read(members: Readonly<Record<string, unknown>>): Reading {
  const value = { bomFormat: "CycloneDX", specVersion: "1.6", ...members };
  return cyclonedx.read({ form: "json", value }, origin);
}

function errorOf(members: Readonly<Record<string, unknown>>): unknown {
  try {
    read(members);
  } catch (error) {
    return error instanceof FixopsError ? [error.code, error.where] : error;
  }
  return undefined;
}

const library = { type: "library", name: "one", version: "1", "bom-ref": "one" };

describe("detect()", () => {
  test.each([
    [{ bomFormat: "CycloneDX" }, true],
    [{ bomFormat: "CycloneDX", specVersion: "9.9" }, true],
    [{ bomFormat: "cyclonedx" }, false],
    [{ specVersion: "1.6", components: [] }, false],
    [["CycloneDX"], false],
    [null, false],
  ])("%j is CycloneDX: %p", (value, expected) => {
    expect(cyclonedx.detect({ form: "json", value })).toBe(expected);
  });

  test("a CSV is not CycloneDX", () => {
    expect(cyclonedx.detect({ form: "csv", rows: [] })).toBe(false);
  });
});

test.each(["affects", "ratings"])("%s of a vulnerability that are no list are a doubt", (key) => {
  const vulnerability = { id: "CVE-2024-0001", affects: [{ ref: "one" }], [key]: { ref: "one", severity: "critical" } };
  const { coverage } = read({ components: [library], vulnerabilities: [vulnerability] });
  expect(coverage.doubts.filter((doubt) => doubt.endsWith(`${key} is not a list`))).toHaveLength(1);
});

test("an id that looks like a CVE id and is none is a doubt", () => {
  const vulnerability = { id: "CVE-2O24-0001", affects: [{ ref: "one" }] };
  expect(read({ components: [library], vulnerabilities: [vulnerability] }).coverage.doubts).toHaveLength(1);
});

describe("read() refuses", () => {
  test.each<[unknown]>([["1.0"], ["1.1"], ["1.8"], ["2.0"], [1.6], [null], [""], [["1.6"]]])(
    "specVersion %j",
    (specVersion) => {
      expect(errorOf({ specVersion })).toEqual([
        "INPUT_UNSUPPORTED_VERSION",
        { file: "bom.json", pointer: "/specVersion" },
      ]);
    },
  );

  test.each(["components", "services", "dependencies", "vulnerabilities"])("%s that is no list", (key) => {
    expect(errorOf({ [key]: {} })).toEqual(["INPUT_MALFORMED", { file: "bom.json", pointer: `/${key}` }]);
    expect(errorOf({ [key]: null })).toBeUndefined();
  });

  test.each(["1.2", "1.3", "1.4", "1.5", "1.6", "1.7"])("nothing of version %s", (specVersion) => {
    expect(read({ specVersion }).formatVersion).toBe(specVersion);
  });
});

describe("read() doubts", () => {
  const affected = { id: "CVE-2026-0001", affects: [{ ref: "pkg:npm/one@1" }] };
  const statement = { ...affected, analysis: { state: "not_affected" } };

  test.each<[string, Record<string, unknown>, number]>([
    ["nothing at all", {}, 1],
    ["an empty list of components", { components: [] }, 1],
    ["services only", { services: [{ name: "a" }] }, 1],
    ["devices only", { components: [{ type: "device", name: "a" }] }, 1],
    ["a device that has a purl", { components: [{ type: "device", name: "a", purl: "pkg:generic/a@1" }] }, 0],
    ["software beside devices", { components: [{ type: "device", name: "a" }, library] }, 0],
    ["firmware", { components: [{ type: "firmware", name: "a" }] }, 0],
    ["vulnerabilities only", { vulnerabilities: [affected] }, 0],
    ["VEX only", { vulnerabilities: [statement] }, 0],
    ["an empty list of vulnerabilities", { vulnerabilities: [] }, 1],
    ["one bad component among good ones", { components: [library, {}] }, 1],
    ["a statement about nothing", { vulnerabilities: [{ ...statement, affects: [] }] }, 1],
  ])("%s", (_, members, doubts) => {
    expect(read(members).coverage.doubts.length).toBe(doubts);
  });
});

describe("read() documents", () => {
  const vulnerabilities = [{ id: "CVE-2026-0001", affects: [{ ref: "one" }] }];

  test("a document of vulnerabilities only is no SBOM", () => {
    expect(read({ vulnerabilities }).items.documents).toEqual([]);
  });

  test("a document of components and vulnerabilities is one", () => {
    expect(read({ vulnerabilities, components: [library] }).items.documents?.length).toBe(1);
  });

  test("an empty document is an SBOM that lists nothing", () => {
    expect(read({}).items.documents?.length).toBe(1);
  });

  test("dependencies are edges, not nodes, and may form a cycle", () => {
    const dependencies = [{ ref: "a", dependsOn: ["b", "c"] }, { ref: "b", dependsOn: ["a"] }, { ref: "c" }, null];
    expect(read({ dependencies }).items.documents?.[0]?.dependencyCount).toBe(3);
  });

  test("the subject is not listed as a component", () => {
    const reading = read({ metadata: { component: { name: "app", "bom-ref": "app" } }, components: [library] });
    expect(reading.items.documents?.[0]?.subject?.name).toBe("app");
    expect(reading.items.components?.map(({ name }) => name)).toEqual(["one"]);
  });
});

describe("read() tools", () => {
  test.each<[string, unknown, string | undefined, string | undefined]>([
    ["a list", [{ vendor: "v", name: "a", version: "1" }], "a", "1"],
    ["an object of components", { components: [{ name: "a", version: "1" }] }, "a", "1"],
    ["an object of services", { services: [{ name: "a" }] }, "a", undefined],
    [
      "several tools",
      [
        { name: "a", version: "1" },
        { name: "b", version: "2" },
      ],
      "a, b",
      undefined,
    ],
    ["a tool without name", [{ vendor: "v" }], undefined, undefined],
    ["text", "a", undefined, undefined],
    ["nothing", undefined, undefined, undefined],
  ])("metadata.tools as %s", (_, tools, tool, toolVersion) => {
    const { coverage } = read({ metadata: { tools }, components: [library] });
    expect([coverage.tool, coverage.toolVersion]).toEqual([tool, toolVersion]);
  });

  test("observations carry the tool's name", () => {
    const members = { components: [library], vulnerabilities: [{ id: "CVE-2026-0001", affects: [{ ref: "one" }] }] };
    const named = read({ ...members, metadata: { tools: [{ name: "prober" }] } });
    expect(named.items.observations?.[0]?.tool).toBe("prober");
    expect(read(members).items.observations?.[0]?.tool).toBe("CycloneDX");
  });
});

test("read() says when the document calls itself incomplete", () => {
  const compositions = [{ aggregate: "incomplete_first_party_only" }];
  expect(read({ components: [library], compositions }).notices.length).toBe(1);
  expect(read({ components: [library], compositions: [{ aggregate: "complete" }] }).notices).toEqual([]);
});
