import { describe, expect, test } from "bun:test";
import { readComponents, toComponent } from "../../../../src/ingest/formats/sbom/cyclonedx-components.ts";

const source = { input: "bom.json", pointer: "/components/0" };

describe("readComponents()", () => {
  test("lists nested components behind their parent, in document order", () => {
    const components = [{ name: "a", components: [{ name: "b", components: [{ name: "c" }] }] }, { name: "d" }];
    const { components: found } = readComponents({ components }, "bom.json");
    expect(found.map((component) => [component.name, component.source.pointer])).toEqual([
      ["a", "/components/0"],
      ["b", "/components/0/components/0"],
      ["c", "/components/0/components/0/components/0"],
      ["d", "/components/1"],
    ]);
  });

  test("reads what is nested in a component that is none itself", () => {
    const { components, notUsed } = readComponents({ components: [{ components: [{ name: "b" }] }] }, "bom.json");
    expect(components.map(({ name }) => name)).toEqual(["b"]);
    expect([...notUsed]).toEqual([["has no name", 1]]);
  });

  test("leaves components of tools, formulations and pedigrees alone", () => {
    const other = [{ name: "other" }];
    const bom = {
      metadata: { tools: { components: other }, component: { name: "app", components: [{ name: "part" }] } },
      formulation: [{ components: other }],
      components: [{ name: "a", pedigree: { ancestors: other, variants: other } }],
    };
    expect(readComponents(bom, "bom.json").components.map(({ name }) => name)).toEqual(["a", "part"]);
  });

  test("reads the deepest nesting that is let in", () => {
    let nested: Record<string, unknown> = { name: "leaf" };
    for (let i = 1; i < 64; i++) nested = { name: `level ${i}`, components: [nested] };
    expect(readComponents({ components: [nested] }, "bom.json").components.length).toBe(64);
  });

  test("counts purls that are none", () => {
    const components = [
      { name: "a", purl: "a@1" },
      { name: "b", purl: "pkg:npm/b@1" },
      { name: "c", purl: "" },
    ];
    expect(readComponents({ components }, "bom.json").badPurls).toBe(1);
  });
});

describe("toComponent()", () => {
  test.each<[string, Record<string, unknown>, string | undefined]>([
    ["name", { name: "a" }, "a"],
    ["name with group but without purl", { name: "a", group: "g" }, "g/a"],
    ["name without group where a purl has it", { name: "a", group: "g", purl: "pkg:maven/g/a@1" }, "a"],
    ["purl where there is no name", { purl: "pkg:npm/a@1" }, "pkg:npm/a@1"],
    ["nothing", { version: "1" }, undefined],
    ["nothing but a bad purl", { purl: "a" }, undefined],
    ["a name that is a number", { name: 7 }, undefined],
  ])("names a component by %s", (_, item, name) => {
    expect(toComponent(item, source)?.name).toBe(name);
  });

  test.each<[string, unknown, string[]]>([
    ["an id", [{ license: { id: "MIT" } }], ["MIT"]],
    ["a name", [{ license: { name: "Ours" } }], ["Ours"]],
    ["an id before a name", [{ license: { id: "MIT", name: "The MIT" } }], ["MIT"]],
    ["an expression", [{ expression: "MIT OR ISC" }], ["MIT OR ISC"]],
    ["empty entries", [{ license: {} }, null, "MIT"], []],
    ["an object", { license: { id: "MIT" } }, []],
  ])("reads licences given as %s", (_, licenses, expected) => {
    expect(toComponent({ name: "a", licenses }, source)?.licenses).toEqual(expected);
  });

  test("canonicalises the purl and lowers the type", () => {
    const component = toComponent({ name: "b", type: "Library", purl: "pkg:npm/@a/b@1.0" }, source);
    expect(component).toEqual({
      name: "b",
      purl: "pkg:npm/%40a/b@1.0",
      type: "library",
      licenses: [],
      hashes: [],
      source,
    });
  });

  test("reads own properties only", () => {
    expect(toComponent({}, source)).toBeUndefined();
    expect(toComponent(JSON.parse('{"__proto__":{"name":"x"}}'), source)).toBeUndefined();
  });
});
