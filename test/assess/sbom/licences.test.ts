import { expect, test } from "bun:test";
import { licenceInventory, rememberedLicences } from "../../../src/assess/sbom/licences.ts";
import { component } from "../../support/build.ts";

test("licenceInventory() counts each licence once for a component and lists what is none", () => {
  const lists = [
    ["MIT"],
    ["mit"],
    ["MIT OR Apache-2.0", "MIT"],
    ["Example internal"],
    ["Example internal", "ISC"],
    [],
    ["MIT AND NoSuch"],
  ];
  expect(licenceInventory(lists.map((licenses) => component({ licenses })))).toEqual({
    withLicence: 6,
    without: 1,
    licences: [
      ["MIT", 4],
      ["Apache-2.0", 1],
      ["ISC", 1],
    ],
    unknown: [
      ["Example internal", 2],
      ["MIT AND NoSuch", 1],
    ],
  });
});

test("rememberedLicences() reads a text once", () => {
  const read = rememberedLicences();
  expect(read("MIT")).toBe(read("MIT"));
  expect(read("no licence")).toBeUndefined();
});
