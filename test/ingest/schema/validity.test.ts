import { expect, test } from "bun:test";
import type { InputBytes } from "../../../src/domain/input-file.ts";
import { readOptions } from "../../../src/ingest/ingest.ts";
import { readInput } from "../../../src/ingest/read-input.ts";
import { schemaValidity } from "../../../src/ingest/schema/validity.ts";
import { inputOf } from "../../support/input.ts";

const options = readOptions({ maxDepth: 16, maxUnpacked: 1, declared: {} });
const bom = (version: string, name = "a") =>
  `{"bomFormat":"CycloneDX","specVersion":"${version}","components":[{"type":"library","name":"${name}"}]}`;

/** What `schemaValidity()` says, and what it had checked. */
function asked(input: InputBytes) {
  const checked: unknown[] = [];
  const outcome = readInput(input, options, () => false);
  const validity = schemaValidity(input, outcome, (value, { schema }, bytes) => {
    checked.push([value, bytes]);
    return { status: "valid", schema };
  });
  return { validity, checked };
}

test("schemaValidity() has the document checked against the schema of its version", () => {
  const { validity, checked } = asked(inputOf("a.json", bom("1.4")));
  expect(validity).toEqual({ status: "valid", schema: { name: "CycloneDX", version: "1.4" } });
  expect(checked).toEqual([[JSON.parse(bom("1.4")), bom("1.4").length]]);
});

test("schemaValidity() looks at the text behind a mark, with half a pair of surrogates mended", () => {
  const { checked } = asked(inputOf("a.json", `\ufeff${bom("1.4", "\\ud83d")}`));
  expect(checked).toMatchObject([[{ components: [{ name: "\ufffd" }] }, expect.any(Number)]]);
});

test("schemaValidity() evaluates nothing without a schema, nor what is large", () => {
  const tagValue = "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: a\n";
  expect(asked(inputOf("a.spdx", tagValue)).validity).toEqual({
    status: "not_evaluated",
    why: "no schema is built in",
  });
  const large = asked(inputOf("a.json", bom("1.6", "a".repeat(33 * 1024 * 1024))));
  expect(large.validity).toMatchObject({ status: "not_evaluated", schema: { name: "CycloneDX", version: "1.6" } });
  expect(large.checked).toEqual([]);
});
