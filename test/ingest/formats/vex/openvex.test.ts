import { describe, expect, test } from "bun:test";
import { FixopsError } from "../../../../src/domain/error.ts";
import { openvex } from "../../../../src/ingest/formats/vex/openvex.ts";

const origin = { name: "vex.json", sha256: "" };

const statement = { vulnerability: { name: "CVE-2026-0001" }, products: [{ "@id": "pkg:npm/one@1" }], status: "fixed" };

function documentOf(members: Readonly<Record<string, unknown>>) {
  const value = { "@context": "https://openvex.dev/ns/v0.2.0", statements: [statement], ...members };
  return { form: "json", value } as const;
}

function readOne(members: Readonly<Record<string, unknown>>, document: Readonly<Record<string, unknown>> = {}) {
  const { items } = openvex.read(documentOf({ ...document, statements: [{ ...statement, ...members }] }), origin);
  return items.vexStatements?.[0];
}

function errorOf(members: Readonly<Record<string, unknown>>): unknown {
  try {
    openvex.read(documentOf(members), origin);
  } catch (error) {
    return error instanceof FixopsError ? [error.code, error.where?.pointer] : error;
  }
  return undefined;
}

describe("read() versions", () => {
  test.each<[unknown, string | undefined]>([
    ["https://openvex.dev/ns", "0.0.1"],
    ["https://openvex.dev/ns/", "0.0.1"],
    ["https://openvex.dev/ns/v0.0.1", "0.0.1"],
    ["https://openvex.dev/ns/v0.2.0", "0.2.0"],
    ["https://openvex.dev/ns/v0.1.0", undefined],
    ["https://openvex.dev/ns/v1.0.0", undefined],
    ["https://example.org/openvex", undefined],
  ])("@context %j is version %p", (context, version) => {
    const document = documentOf({ "@context": context });
    expect(openvex.detect(document)).toBe(true);
    if (version === undefined)
      expect(errorOf({ "@context": context })).toEqual(["INPUT_UNSUPPORTED_VERSION", "/@context"]);
    else expect(openvex.read(document, origin).formatVersion).toBe(version);
  });

  test.each([["https://spdx.org/rdf/3.0.1/x"], [["https://openvex.dev/ns"]], [7], [undefined]])(
    "detect() leaves @context %j alone",
    (context) => {
      expect(openvex.detect(documentOf({ "@context": context }))).toBe(false);
    },
  );
});

describe("a document that tells no context", () => {
  const early = [{ vul_id: "CVE-2026-0001", product_id: ["pkg:npm/one@1"], status: "fixed" }];

  test.each<[Record<string, unknown>, boolean]>([
    [{ "@context": "", author: "me" }, true],
    [{ "@context": undefined, author: "me" }, true],
    [{ "@context": undefined, author: "me", statements: early }, true],
    [{ "@context": undefined, author: "me", statements: [{ vulnerability: "x", status: "open" }] }, false],
    [{ "@context": undefined, author: "me", statements: [] }, false],
    [{ "@context": undefined }, false],
  ])("%j is OpenVEX: %p, and refused", (members, expected) => {
    expect(openvex.detect(documentOf(members))).toBe(expected);
    expect(errorOf(members)).toEqual(["INPUT_UNSUPPORTED_VERSION", "/@context"]);
  });
});

describe("read() refuses", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["a status of CycloneDX", { status: "exploitable" }, "/status"],
    ["a status in another case", { status: "Fixed" }, "/status"],
    ["no status", { status: undefined }, "/status"],
    ["a status of null", { status: null }, "/status"],
    ["an unknown justification", { justification: "code_not_present" }, "/justification"],
    ["a time without zone", { timestamp: "2026-01-01T00:00:00" }, "/timestamp"],
    ["a time of a month 13", { timestamp: "2026-13-01T00:00:00Z" }, "/timestamp"],
    ["no vulnerability", { vulnerability: undefined }, "/vulnerability"],
    ["an empty vulnerability", { vulnerability: "" }, "/vulnerability"],
    ["a vulnerability without name", { vulnerability: { aliases: ["X"] } }, "/vulnerability"],
    ["an alias that is no text", { vulnerability: { name: "X", aliases: [7] } }, "/vulnerability/aliases/0"],
    ["products that are no list", { products: "pkg:npm/one@1" }, "/products"],
    ["a product without id", { products: [{ hashes: {} }] }, "/products/0"],
    ["a product that is null", { products: [null] }, "/products/0"],
    ["identifiers that are text", { products: [{ identifiers: "x" }] }, "/products/0/identifiers"],
    ["a subcomponent without id", { products: [{ "@id": "a", subcomponents: [{}] }] }, "/products/0/subcomponents/0"],
  ])("%s", (_, members, place) => {
    expect(errorOf({ statements: [statement, { ...statement, ...members }] })).toEqual([
      "INPUT_MALFORMED",
      `/statements/1${place}`,
    ]);
  });

  test.each<[string, unknown, string]>([
    ["no statements", undefined, "/statements"],
    ["statements that are an object", {}, "/statements"],
    ["a statement that is text", ["x"], "/statements/0"],
  ])("%s", (_, statements, place) => {
    expect(errorOf({ statements })).toEqual(["INPUT_MALFORMED", place]);
  });
});

describe("read() products", () => {
  test.each<[string, unknown, unknown]>([
    ["a text", "pkg:npm/@a/b@1", { id: "pkg:npm/@a/b@1", purl: "pkg:npm/%40a/b@1" }],
    ["an @id", { "@id": "pkg:npm/b@1" }, { id: "pkg:npm/b@1", purl: "pkg:npm/b@1" }],
    ["an @id that is no purl", { "@id": "urn:x" }, { id: "urn:x" }],
    [
      "an @id and a purl",
      { "@id": "urn:x", identifiers: { purl: "pkg:npm/b@1" } },
      { id: "urn:x", purl: "pkg:npm/b@1" },
    ],
    ["a purl", { identifiers: { purl: "pkg:npm/b@1" } }, { id: "pkg:npm/b@1", purl: "pkg:npm/b@1" }],
    ["CPEs", { identifiers: { cpe22: "cpe:/a:b", cpe23: "cpe:2.3:a:b" } }, { id: "cpe:2.3:a:b" }],
    ["an empty @id", { "@id": "", identifiers: { cpe22: "cpe:/a:b" } }, { id: "cpe:/a:b" }],
  ])("as %s", (_, product, expected) => {
    const parts = readOne({ products: [product] })?.products;
    expect<unknown>(parts).toEqual([{ ...Object(expected), subcomponents: [] }]);
  });

  test("carry their subcomponents and those of a 0.0.1 statement", () => {
    const products = [{ "@id": "a", subcomponents: [{ "@id": "b" }, "c"] }, "d"];
    const found = readOne({ products, subcomponents: ["e"] })?.products;
    expect(found?.map(({ id, subcomponents }) => [id, subcomponents.map((part) => part.id)])).toEqual([
      ["a", ["b", "c", "e"]],
      ["d", ["e"]],
    ]);
  });

  test.each<[unknown]>([[undefined], [null], [[]]])(
    "missing as %j make a statement about nothing, which is counted",
    (products) => {
      const { items, accounts, coverage } = openvex.read(
        documentOf({ statements: [{ ...statement, products }] }),
        origin,
      );
      expect(items.vexStatements).toEqual([]);
      expect(accounts).toEqual([
        { items: "statements", raw: 1, kept: 0, notApplicable: [{ reason: "names no product", count: 1 }] },
      ]);
      expect(coverage.doubts.length).toBe(1);
    },
  );
});

describe("read() vulnerability", () => {
  test.each<[string, unknown, string, readonly string[]]>([
    ["a text", "cve-2026-0001", "CVE-2026-0001", []],
    ["a name", { name: "GO-2026-1", "@id": "https://example.org/CVE-2026-0001" }, "GO-2026-1", []],
    ["an address", { "@id": "https://example.org/vuln/cve-2026-0001" }, "CVE-2026-0001", []],
    ["an address without a known id", { "@id": "https://example.org/1" }, "https://example.org/1", []],
    [
      "aliases",
      { name: "CVE-2026-0001", aliases: ["cve-2026-0001", "GHSA-2222-3333-4444", "ghsa-2222-3333-4444"] },
      "CVE-2026-0001",
      ["GHSA-2222-3333-4444"],
    ],
  ])("as %s", (_, vulnerability, id, aliases) => {
    const found = readOne({ vulnerability });
    expect([found?.vulnerability, found?.aliases]).toEqual([id, [...aliases]]);
  });
});

describe("read() times", () => {
  const timestamp = "2026-01-02T00:00:00.123456789-06:00";

  test("of a statement come before those of the document", () => {
    expect(readOne({ timestamp }, { timestamp: "2026-01-01T00:00:00Z" })?.timestamp).toBe(timestamp);
    expect(readOne({}, { timestamp })?.timestamp).toBe(timestamp);
  });

  test("missing everywhere are noticed", () => {
    const { items, notices } = openvex.read(documentOf({}), origin);
    expect(items.vexStatements?.[0]).not.toHaveProperty("timestamp");
    expect(notices.length).toBe(1);
  });
});

test.each<[unknown]>([[[]], [null]])("read() doubts a document whose statements are %j", (statements) => {
  expect(openvex.read(documentOf({ statements }), origin).coverage.doubts.length).toBe(1);
});
