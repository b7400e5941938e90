import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../../src/domain/error.ts";
import type { Reading } from "../../../../src/ingest/format.ts";
import { spdx2 } from "../../../../src/ingest/formats/sbom/spdx-2.ts";

const origin = { name: "bom.json", sha256: "" };

const head = { spdxVersion: "SPDX-2.3", SPDXID: "SPDXRef-DOCUMENT" };

function read(members: Readonly<Record<string, unknown>>): Reading {
  return spdx2.read({ form: "json", value: { ...head, ...members } }, origin);
}

function errorOf(value: unknown): unknown {
  try {
    spdx2.read({ form: "json", value }, origin);
  } catch (error) {
    return error instanceof FixopsError ? [error.code, error.where?.pointer, error.message] : error;
  }
  return undefined;
}

describe("detect()", () => {
  test.each<[unknown, boolean]>([
    [head, true],
    [{ sbom: head }, false],
    [{ spdxVersion: "SPDX-2.1" }, true],
    [{ spdxVersion: 2.3, SPDXID: "SPDXRef-DOCUMENT" }, true],
    [{ "@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [] }, false],
    [{ "@context": "https://spdx.org/rdf/3.0.0/spdx-context.json", spdxVersion: "SPDX-3.0" }, true],
    [{ "@context": "https://openvex.dev/ns" }, false],
    [{ SPDXID: "SPDXRef-DOCUMENT" }, false],
    [{ sbom: { name: "x" } }, false],
    [[head], false],
    [null, false],
  ])("%j is SPDX: %p", (value, expected) => {
    expect(spdx2.detect({ form: "json", value })).toBe(expected);
  });
});

test("external references that are no list are a doubt", () => {
  const packages = [
    { name: "a", externalRefs: {} },
    { name: "b", externalRefs: null },
  ];
  expect(read({ packages }).coverage.doubts).toEqual([expect.stringContaining("1 package has")]);
});

describe("read() refuses", () => {
  test.each<[unknown, string, string]>([
    [{ ...head, spdxVersion: "SPDX-2.1" }, "/spdxVersion", "SPDX-2.1"],
    [{ ...head, spdxVersion: "SPDX-2.2.1" }, "/spdxVersion", "SPDX-2.2.1"],
    [{ ...head, spdxVersion: "SPDX-3.0" }, "/spdxVersion", "SPDX-3.0"],
    [{ ...head, spdxVersion: "SPDX-2.4" }, "/spdxVersion", "SPDX-2.4"],
    [{ ...head, spdxVersion: "2.3" }, "/spdxVersion", "2.3"],
  ])("%j at %s, naming %s", (value, pointer, named) => {
    const message = expect.stringContaining(named);
    expect(errorOf(value)).toEqual(["INPUT_UNSUPPORTED_VERSION", pointer, message]);
  });

  test.each(["packages", "relationships", "files"])("%s that is no list", (key) => {
    expect(errorOf({ ...head, [key]: "x" })).toEqual(["INPUT_MALFORMED", `/${key}`, expect.any(String)]);
    expect(errorOf({ ...head, [key]: null })).toBeUndefined();
  });
});

describe("read() tools", () => {
  test.each<[unknown, string | undefined, string | undefined]>([
    [["Tool: syft-1.5.0"], "syft", "1.5.0"],
    [["Organization: A", "Tool: Acme.Tool-0.0.0-preview.0"], "Acme.Tool", "0.0.0-preview.0"],
    [["Tool: two-words-v2"], "two-words", "v2"],
    [["Tool: Forge.com-Dependency-Graph"], "Forge.com-Dependency-Graph", undefined],
    [["Tool: a-1", "Tool: b-2"], "a, b", undefined],
    [["Tool:"], undefined, undefined],
    [["Person: Ada"], undefined, undefined],
    ["Tool: a-1", "a", "1"],
    ["This should be a list", undefined, undefined],
    [{ Tool: "a-1" }, "a", "1"],
    [{ Tool: { toString: 1 } }, undefined, undefined],
    [[null, 7], undefined, undefined],
    [undefined, undefined, undefined],
  ])("creators %j name %p %p", (creators, tool, toolVersion) => {
    const { coverage } = read({ creationInfo: { creators }, packages: [{ name: "a" }] });
    expect([coverage.tool, coverage.toolVersion]).toEqual([tool, toolVersion]);
  });
});

describe("read() packages", () => {
  const one = { SPDXID: "SPDXRef-1", name: "one" };
  const two = { SPDXID: "SPDXRef-2", name: "two" };

  test("what the document describes is its subject and no component", () => {
    const { items, accounts } = read({ packages: [one, two], documentDescribes: ["SPDXRef-1"] });
    expect(items.documents?.[0]?.subject?.name).toBe("one");
    expect(items.components?.map(({ name }) => name)).toEqual(["two"]);
    expect(accounts).toEqual([
      { items: "components", raw: 2, kept: 1, notApplicable: [{ reason: "is what the document describes", count: 1 }] },
    ]);
  });

  test("the subject is listed when it is the only package", () => {
    const { items } = read({ packages: [one], documentDescribes: ["SPDXRef-1"] });
    expect([items.documents?.[0]?.subject?.name, items.components?.length]).toEqual(["one", 1]);
  });

  test.each<[string, Record<string, unknown>, number]>([
    ["no packages", {}, 1],
    ["an empty list", { packages: [] }, 1],
    ["null among packages", { packages: [one, null] }, 1],
    ["null alone", { packages: [null] }, 2],
    ["a package without name", { packages: [one, { SPDXID: "SPDXRef-3" }] }, 1],
    ["a subject beside a package", { packages: [one, two], documentDescribes: ["SPDXRef-1"] }, 0],
  ])("doubts %s", (_, members, doubts) => {
    expect(read(members).coverage.doubts.length).toBe(doubts);
  });

  test("files are mentioned where there is nothing else", () => {
    const files = [{ SPDXID: "SPDXRef-file" }];
    expect(read({ files }).notices.length).toBe(1);
    expect(read({ files, packages: [one] }).notices).toEqual([]);
  });
});
