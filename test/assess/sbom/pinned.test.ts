import { expect, test } from "bun:test";
import { unpinnedReason } from "../../../src/assess/sbom/pinned.ts";
import { plainComponent } from "../../support/build.ts";

test.each([
  ["1.2.3", undefined],
  ["v1.2.3", undefined],
  ["1.0~rc1-2", undefined],
  ["1:2.3-4+b1", undefined],
  ["1.2.3-beta.1", undefined],
  ["v0.0.0-20240101000000-abcdef012345", undefined],
  ["31.1-jre", undefined],
  ["sha256:00ff", undefined],
  ["2.0.x86", undefined],
  ["", "it has no version"],
  [" ", "it has no version"],
  ["UNKNOWN", "it has no version"],
  ["(devel)", "it has no version"],
  ["latest", "its version is a name that moves"],
  ["main", "its version is a name that moves"],
  ["dev-main", "its version is a name that moves"],
  ["1.0-SNAPSHOT", "its version is a name that moves"],
  ["^1.2.3", "its version is a range"],
  ["~1.2", "its version is a range"],
  [">=1.0", "its version is a range"],
  ["1.x", "its version is a range"],
  ["1.2.x", "its version is a range"],
  ["1.*", "its version is a range"],
  ["1.0 || 2.0", "its version is a range"],
  ["[1.0,2.0)", "its version is a range"],
])("unpinnedReason() of version %j is %j", (version, expected) => {
  expect(unpinnedReason(plainComponent({ version }))).toBe(expected);
});

test.each([
  ["pkg:npm/%40scope/a@1.0", undefined],
  ["pkg:npm/%40scope/a", "its purl has no version"],
  ["pkg:oci/a?repository_url=x@y", "its purl has no version"],
])("unpinnedReason() of purl %s is %j", (purl, expected) => {
  expect(unpinnedReason(plainComponent({ version: "1.0", purl }))).toBe(expected);
});

test("unpinnedReason() asks files and data for no version, packages always", () => {
  expect(unpinnedReason(plainComponent({ type: "file" }))).toBeUndefined();
  expect(unpinnedReason(plainComponent({ type: "file", purl: "pkg:generic/a" }))).toBe("it has no version");
  expect(unpinnedReason(plainComponent())).toBe("it has no version");
});
