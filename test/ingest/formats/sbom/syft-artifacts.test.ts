import { describe, expect, test } from "bun:test";
import type { Component } from "../../../../src/domain/component.ts";
import { readArtifacts } from "../../../../src/ingest/formats/sbom/syft-artifacts.ts";

function only(artifact: object): Component | undefined {
  return readArtifacts({ artifacts: [artifact] }, "syft.json").components[0];
}

describe("readArtifacts()", () => {
  test.each<[unknown, string | undefined]>([
    [["cpe:2.3:a:x", "cpe:2.3:a:y"], "cpe:2.3:a:x"],
    [[{ cpe: "cpe:2.3:a:x", source: "nvd" }], "cpe:2.3:a:x"],
    [[""], undefined],
    [[], undefined],
    [null, undefined],
  ])("cpes %j", (cpes, expected) => {
    expect(only({ name: "a", cpes })?.cpe).toBe(expected);
  });

  test.each<[unknown, readonly string[]]>([
    [["MIT", ""], ["MIT"]],
    [
      [
        { value: "mit", spdxExpression: "MIT" },
        { value: "Own", spdxExpression: "" },
      ],
      ["MIT", "Own"],
    ],
    [[{ type: "declared" }, null], []],
    [null, []],
  ])("licenses %j", (licenses, expected) => {
    expect(only({ name: "a", licenses })?.licenses).toEqual([...expected]);
  });

  test.each<[string, string | undefined, number]>([
    ["pkg:npm/%40a/b@1", "pkg:npm/%40a/b@1", 0],
    ["not one", undefined, 1],
    ["", undefined, 0],
  ])("purl %j", (purl, expected, badPurls) => {
    const list = readArtifacts({ artifacts: [{ name: "a", purl }] }, "syft.json");
    expect([list.components[0]?.purl, list.badPurls]).toEqual([expected, badPurls]);
  });

  test("counts what is no package", () => {
    const { components, notUsed } = readArtifacts({ artifacts: [null, {}, 1, { name: "a" }] }, "syft.json");
    expect([components.length, [...notUsed]]).toEqual([
      1,
      [
        ["is not an object", 2],
        ["has no name", 1],
      ],
    ]);
  });
});
