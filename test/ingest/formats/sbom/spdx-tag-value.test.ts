import { describe, expect, test } from "bun:test";
import { formats } from "../../../../src/ingest/formats/index.ts";
import { spdxTagValue } from "../../../../src/ingest/formats/sbom/spdx-tag-value.ts";
import { parse } from "../../../../src/ingest/parse.ts";
import { codeAndPlace } from "../../../support/code-of.ts";

describe("detect()", () => {
  test.each<[string, boolean]>([
    ["SPDXVersion: SPDX-2.3", true],
    ["# comment\nDataLicense: CC0-1.0\n  SPDXVersion :SPDX-2.2\n", true],
    ["SPDXVersion: 9", true],
    ["spdxVersion: SPDX-2.3", false],
    ["the SPDXVersion: SPDX-2.3", false],
    ["SPDXVersions: SPDX-2.3", false],
    ["TN:\nSF:a.ts", false],
    ["", false],
  ])("%j is tag-value: %p", (text, expected) => {
    expect(spdxTagValue.detect({ form: "text", text })).toBe(expected);
  });

  test("says no to other forms", () => {
    expect(spdxTagValue.detect({ form: "yaml", value: { SPDXVersion: "SPDX-2.3" } })).toBe(false);
  });
});

const document = "SPDXVersion: SPDX-2.3\nSPDXID: SPDXRef-DOCUMENT\nPackageName: a\nPackageVersion: 1\n";

function read(bytes: Uint8Array): unknown {
  const { document: parsed } = parse({ name: "bom.spdx", bytes, sha256: "0" }, formats, 128);
  expect(spdxTagValue.detect(parsed)).toBe(true);
  const { formatVersion, items } = spdxTagValue.read(parsed, { name: "bom.spdx", sha256: "0" });
  return [formatVersion, items.components?.[0]?.name, items.components?.[0]?.source.pointer];
}

describe("the same document", () => {
  const expected = ["2.3", "a", "line 3"];

  test.each<[string, Uint8Array]>([
    ["UTF-8", Buffer.from(document)],
    ["with a byte-order mark", Buffer.from(`\uFEFF${document}`)],
    ["UTF-16", Buffer.from(`\uFEFF${document}`, "utf16le")],
    ["with CRLF", Buffer.from(document.replaceAll("\n", "\r\n"))],
  ])("%s", (_, bytes) => {
    expect(read(bytes)).toEqual(expected);
  });
});

test.each<[string, string]>([
  ["b'SPDXVersion: SPDX-2.2\\nPackageName: a'", "INPUT_NOT_RECOGNISED bom.spdx:undefined:undefined"],
  ["#1\nSPDXVersion: SPDX-1.2", "INPUT_UNSUPPORTED_VERSION bom.spdx:2:undefined"],
  ["SPDXVersion:", "INPUT_UNSUPPORTED_VERSION bom.spdx:1:undefined"],
  ["SPDXVersion: SPDX-2.3\nSPDXVersion: SPDX-2.3", "INPUT_MALFORMED bom.spdx:2:undefined"],
])("%j is refused", (refused, expected) => {
  expect(codeAndPlace(() => read(Buffer.from(refused)))).toBe(expected);
});
