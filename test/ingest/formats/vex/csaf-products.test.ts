import { describe, expect, test } from "bun:test";
import { readProductTree } from "../../../../src/ingest/formats/vex/csaf-products.ts";

function branchOf(category: string, name: string, purl: string): object {
  return { category, name, product: { name: "x", product_id: "P", product_identification_helper: { purl } } };
}

function product(productId: string, purl = `pkg:npm/${productId.toLowerCase()}`): object {
  return { name: productId, product_id: productId, product_identification_helper: { purl } };
}

function relation(productId: string, part: string, whole: string): object {
  return {
    category: "default_component_of",
    product_reference: part,
    relates_to_product_reference: whole,
    full_product_name: { name: productId, product_id: productId },
  };
}

describe("readProductTree() reads versions of branches", () => {
  test.each([
    ["product_version", "4.2", "pkg:npm/a", "pkg:npm/a@4.2"],
    ["product_version", "v4.2-rc.1", "pkg:golang/a", "pkg:golang/a@v4.2-rc.1"],
    ["product_version", "4.2", "pkg:npm/a@1", "pkg:npm/a@1"],
    ["product_version", "389-ds-base", "pkg:rpm/389-ds-base", "pkg:rpm/389-ds-base"],
    ["product_version", "a 4.2", "pkg:npm/a", "pkg:npm/a"],
    ["product_version_range", "vers:npm/*", "pkg:npm/a", "pkg:npm/a"],
    ["product_name", "4.2", "pkg:npm/a", "pkg:npm/a"],
  ])("%s %s makes %s %s", (category, name, given, purl) => {
    const tree = readProductTree({ branches: [branchOf(category, name, given)] });
    expect(tree.resolve("P")).toEqual([{ id: given, purl, subcomponents: [] }]);
  });

  test.each([
    ["product_version_range", "vers:npm/>=1|<2"],
    ["product_version_range", "0 < 8.0.1"],
    ["product_version", "<2.0"],
    ["product_version", ">= 1"],
    ["product_version", "vers:npm/<2"],
  ])("%s %s limits what is below it", (category, name) => {
    const purl = "pkg:npm/a@1.0";
    const branches = [{ category, name, branches: [branchOf("architecture", "x86_64", purl)] }];
    expect(readProductTree({ branches }).resolve("P")).toEqual([{ id: purl, purl, versions: name, subcomponents: [] }]);
  });
});

describe("readProductTree() reads relationships", () => {
  const names = [product("A"), product("B"), product("C")];

  test("of a chain the innermost part and the outermost whole count", () => {
    const relationships = [relation("AB", "A", "B"), relation("ABC", "AB", "C"), relation("BC", "B", "C")];
    const more = [relation("A-BC", "A", "BC")];
    const tree = readProductTree({ full_product_names: names, relationships: [...relationships, ...more] });
    const expected = [{ id: "pkg:npm/c", purl: "pkg:npm/c", subcomponents: [{ id: "pkg:npm/a", purl: "pkg:npm/a" }] }];
    expect([tree.resolve("ABC"), tree.resolve("A-BC")]).toEqual([expected, expected]);
  });

  test("a circle, a missing part and a missing whole resolve to nothing", () => {
    const relationships = [
      relation("X", "Y", "A"),
      relation("Y", "X", "A"),
      relation("Z", "A", "Q"),
      { category: "x" },
    ];
    const tree = readProductTree({ full_product_names: names, relationships });
    expect(["X", "Y", "Z", "Q"].map(tree.resolve)).toEqual([undefined, undefined, undefined, undefined]);
  });

  test("a chain of a hundred thousand ends", () => {
    const relationships = Array.from({ length: 100_000 }, (_, i) => relation(`R${i}`, `R${i + 1}`, "A"));
    expect(readProductTree({ full_product_names: names, relationships }).resolve("R0")).toBeUndefined();
  });

  test("the purl of the relationship stands for a part that has none", () => {
    const own = { ...product("AB", "pkg:oci/a-in-b") };
    const relationships = [{ ...relation("AB", "N", "B"), full_product_name: own }];
    const tree = readProductTree({ full_product_names: [...names, { name: "N", product_id: "N" }], relationships });
    expect(tree.resolve("AB")?.[0]?.subcomponents).toEqual([{ id: "pkg:oci/a-in-b", purl: "pkg:oci/a-in-b" }]);
  });

  test("a range of the whole limits the product, one of the part cannot be told and covers nothing", () => {
    const branches = [{ category: "product_version_range", name: "<2", product: product("W") }];
    const relationships = [relation("AW", "A", "W"), relation("WA", "W", "A")];
    const tree = readProductTree({ branches, full_product_names: names, relationships });
    expect(tree.resolve("AW")?.map(({ versions, isLimited }) => [versions, isLimited])).toEqual([["<2", undefined]]);
    expect(tree.resolve("WA")?.map(({ versions, isLimited }) => [versions, isLimited])).toEqual([[undefined, true]]);
  });
});

test("readProductTree() takes an id that stands for two products for none, and for one twice as it is", () => {
  const tree = readProductTree({
    full_product_names: [product("A"), product("A"), product("B"), product("B", "pkg:npm/c")],
  });
  expect(tree.ambiguous).toBe(1);
  expect(tree.resolve("A")?.[0]?.isLimited).toBeUndefined();
  expect(tree.resolve("B")?.[0]?.isLimited).toBe(true);
});

test("readProductTree() counts lists that are none", () => {
  const branches = [{ category: "vendor", name: "v", branches: {} }];
  expect(readProductTree({ branches, relationships: 3, product_groups: "x" }).misshapen).toBe(3);
});

test("groupsOf() gives the groups of a product once", () => {
  const groups = [
    { group_id: "G", product_ids: ["A", "A"] },
    { group_id: "H", product_ids: ["A"] },
    { product_ids: ["A"] },
  ];
  expect(readProductTree({ product_groups: groups }).groupsOf("A")).toEqual(["G", "H"]);
});
