import { expect, test } from "bun:test";
import { harbor } from "../../../../src/ingest/formats/vulnerabilities/harbor.ts";
import { codeOf } from "../../../support/code-of.ts";

const origin = { name: "harbor.json", sha256: "0".repeat(64) };
const type = "application/vnd.security.vulnerability.report";

test.each([
  [{ [`${type}; version=1.1`]: {} }, true],
  [{ "application/vnd.scanner.adapter.vuln.report.harbor+json; version=1.0": {} }, true],
  [{ "application/json": {} }, false],
  [{ generated_at: "2023", scanner: { vendor: "Aqua Security" }, vulnerabilities: null }, true],
  [{ generated_at: "2023", scanner: { vendor: "Aqua Security" } }, false],
  [{ generated_at: "2023", scanner: {}, vulnerabilities: [] }, false],
])("harbor.detect(%p) is %p", (value, expected) => {
  expect(harbor.detect({ form: "json", value })).toBe(expected);
});

function versionOf(mediaType: string): string | undefined {
  const value = { [mediaType]: { vulnerabilities: [] } };
  return harbor.read({ form: "json", value }, origin).formatVersion;
}

test.each([
  [`${type}; version=1.1`, "1.1"],
  [`${type};version=1.2 `, "1.2"],
])("harbor.read() of the media type %p", (mediaType, expected) => {
  expect(versionOf(mediaType)).toBe(expected);
});

test.each([`${type}; version=2.0`, type])("harbor.read() refuses the media type %p", (mediaType) => {
  expect(codeOf(() => versionOf(mediaType))).toBe("INPUT_UNSUPPORTED_VERSION");
});
