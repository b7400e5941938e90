import { describe, expect, test } from "bun:test";
import { isSpdx2, readSpdx2, supportedVersion } from "../../../../src/ingest/formats/sbom/spdx-2-document.ts";
import { faultOf } from "../../../support/code-of.ts";

const origin = { name: "bom", sha256: "" };

test.each<[unknown, boolean]>([
  [{ spdxVersion: "SPDX-2.3" }, true],
  [{ spdxVersion: 2, SPDXID: "SPDXRef-DOCUMENT" }, true],
  [{ spdxVersion: "2.3" }, false],
  [{ SPDXID: "SPDXRef-DOCUMENT" }, false],
  ["SPDX-2.3", false],
])("isSpdx2(%j) is %p", (value, expected) => {
  expect(isSpdx2(value)).toBe(expected);
});

describe("supportedVersion()", () => {
  test("gives the number", () => expect(supportedVersion("SPDX-2.3", ["2.3"], {})).toBe("2.3"));

  test.each([undefined, "2.3", "SPDX-2.2", "SPDX-", 2.3])("refuses %p", (written) => {
    const where = { file: "bom", line: 3 };
    const fault = faultOf(() => supportedVersion(written, ["2.3"], where));
    expect([fault.code, fault.where]).toEqual(["INPUT_UNSUPPORTED_VERSION", where]);
  });
});

describe("readSpdx2()", () => {
  test("places packages below the document's own pointer", () => {
    const value = { spdxVersion: "SPDX-2.3", packages: [{ name: "a" }] };
    const { items } = readSpdx2({ value, pointer: "/sbom" }, ["2.3"], origin);
    expect(items.components?.[0]?.source).toEqual({ input: "bom", pointer: "/sbom/packages/0" });
  });

  test.each<[unknown, number]>([
    ["1.10", 0],
    [null, 0],
    [1.1, 1],
    [["1.1"], 1],
  ])("doubts the version %p: %p", (versionInfo, doubts) => {
    const value = { spdxVersion: "SPDX-2.3", packages: [{ name: "a", versionInfo }] };
    expect(readSpdx2({ value, pointer: "" }, ["2.3"], origin).coverage.doubts.length).toBe(doubts);
  });
});
