import { expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import { dsseEnvelope } from "../../../../src/ingest/formats/provenance/dsse-envelope.ts";

const envelope = { payloadType: "x", payload: "e30=", signatures: [] };
const json = (value: unknown): Document => ({ form: "json", value });

const documents: readonly (readonly [string, Document, boolean])[] = [
  ["one", json(envelope), true],
  ["a list", json([3, envelope]), true],
  ["a stream", { form: "stream", syntax: "json", values: [envelope, envelope] }, true],
  ["a statement", json({ _type: "https://in-toto.io/Statement/v1" }), false],
  ["a layout", json({ _type: "layout", payload: "x" }), false],
  ["no type of payload", json({ payload: "x", signatures: [] }), false],
  ["an empty list", json([]), false],
  ["null", json(null), false],
];

test.each(documents)("dsseEnvelope.detect() of %s", (_, document, expected) => {
  expect(dsseEnvelope.detect(document)).toBe(expected);
});

test("dsseEnvelope.read() counts entries that are no envelope", () => {
  const { accounts, coverage } = dsseEnvelope.read(json([envelope, 3]), { name: "a", sha256: "" });
  expect(accounts[0]).toMatchObject({ raw: 2, kept: 0 });
  expect(coverage.doubts).toHaveLength(1);
});
