import { expect, test } from "bun:test";
import { readStatement } from "../../../../src/ingest/formats/provenance/statement.ts";

const wrapping = { envelope: "none", signatures: 0, source: { input: "s", pointer: "" } } as const;

test("readStatement() doubts a predicate that holds a report", () => {
  const subject = [{ name: "a", digest: { sha256: "x" } }];
  const statement = { _type: "https://in-toto.io/Statement/v1", predicateType: "https://cyclonedx.org/bom", subject };
  expect(readStatement(statement, wrapping)).toMatchObject({ doubts: [expect.stringContaining("CycloneDX")] });
});

test("readStatement() doubts subjects without a digest, and statements without a subject", () => {
  const read = (subject: unknown) =>
    readStatement({ _type: "https://in-toto.io/Statement/v1", predicateType: "p", subject }, wrapping);
  expect(read([{ name: "a", digest: { sha256: "x" } }])).toMatchObject({ version: "v1", doubts: [] });
  expect(read([{ name: "a" }])).toMatchObject({ doubts: [expect.stringContaining("no digest")] });
  expect(read([{}])).toMatchObject({ doubts: [expect.stringContaining("no subject")] });
  expect(read({})).toMatchObject({ doubts: [expect.stringContaining("no subject")] });
});
