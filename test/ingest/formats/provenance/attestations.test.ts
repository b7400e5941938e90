import { describe, expect, test } from "bun:test";
import type { Document } from "../../../../src/ingest/format.ts";
import {
  attestationReading,
  attestationSink,
  isEnvelope,
  placedValues,
  takeEnvelope,
  takeStatement,
} from "../../../../src/ingest/formats/provenance/attestations.ts";

const documents: readonly (readonly [Document, readonly string[]])[] = [
  [{ form: "json", value: {} }, [""]],
  [{ form: "json", value: [{}, {}] }, ["/0", "/1"]],
  [{ form: "stream", syntax: "json", values: [{}, {}] }, ["/0", "/1"]],
  [{ form: "stream", syntax: "yaml", values: [{}] }, []],
  [{ form: "yaml", value: {} }, []],
];

test.each(documents)("placedValues() of case %# stand at %j", (document, expected) => {
  expect(placedValues(document).map(({ pointer }) => pointer)).toEqual([...expected]);
});

test.each([
  [{ payloadType: "x", payload: "e30=" }, true],
  [{ payloadType: "x" }, false],
  [{ payload: "e30=" }, false],
  [null, false],
])("isEnvelope(%j) is %p", (value, expected) => {
  expect(isEnvelope(value)).toBe(expected);
});

const statement = {
  _type: "https://in-toto.io/Statement/v1",
  subject: [{ name: "a", digest: { sha256: "00" } }],
  predicateType: "https://example.com/p",
  predicate: {},
};

const payload = Buffer.from(JSON.stringify(statement)).toString("base64");

describe("takeEnvelope()", () => {
  const take = (envelope: object) => {
    const sink = attestationSink("a");
    takeEnvelope(
      { value: { payloadType: "application/vnd.in-toto+json", payload, ...envelope }, pointer: "/0" },
      { envelope: "dsse" },
      sink,
    );
    return sink;
  };

  test("counts the signatures", () => {
    const { statements, faults } = take({ signatures: [{ sig: "YQ==" }, { keyid: "k", sig: "Yg==" }] });
    expect(statements.map(({ signatures, source }) => [signatures, source.pointer])).toEqual([[2, "/0/payload"]]);
    expect(faults.size).toBe(0);
  });

  test("keeps what was signed, byte by byte, and the bundle around it", () => {
    const sink = attestationSink("a");
    const value = { payloadType: "application/vnd.in-toto+json", payload, signatures: [{ keyid: "k", sig: "Yg==" }] };
    takeEnvelope({ value, pointer: "" }, { envelope: "sigstore", bundle: { it: "self" } }, sink);
    expect(sink.statements[0]?.sealed).toEqual({
      payloadType: "application/vnd.in-toto+json",
      payload: Uint8Array.fromBase64(payload),
      signatures: [{ keyid: "k", sig: Uint8Array.of(0x62) }],
      bundle: { it: "self" },
    });
  });

  test("doubts an envelope that is not signed", () => {
    expect(take({ signatures: [] }).faults.size).toBe(1);
  });

  test.each([
    ["another payload", { payloadType: "text/plain" }, [0, 1, 0]],
    ["a payload that is no JSON", { payload: "!", signatures: [] }, [0, 0, 1]],
    ["a payload that is no statement", { payload: "e30=", signatures: [{ sig: "YQ==" }] }, [0, 0, 1]],
    ["a signature that is none", { signatures: [{ sig: "YQ==" }, {}] }, [0, 0, 1]],
    ["no list of signatures", {}, [0, 0, 1]],
  ])("counts %s", (_, envelope, expected) => {
    const { statements, leftOut, lost } = take(envelope);
    expect([statements.length, leftOut.size, lost.size]).toEqual(expected);
  });
});

test("attestationReading() says that nothing was verified, and counts everything", () => {
  const sink = attestationSink("a");
  takeStatement({ value: statement, pointer: "" }, { envelope: "none", signatures: 0 }, sink);
  takeStatement({ value: {}, pointer: "/1" }, { envelope: "none", signatures: 0 }, sink);
  const { accounts, coverage, notices } = attestationReading(sink, "v1");
  expect(accounts[0]).toMatchObject({ raw: 2, kept: 1 });
  expect([coverage.targets, coverage.doubts.length > 0, notices.length]).toEqual([1, true, 1]);
});
