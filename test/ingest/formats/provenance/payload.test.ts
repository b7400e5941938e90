import { expect, test } from "bun:test";
import { payloadOf } from "../../../../src/ingest/formats/provenance/payload.ts";

const encode = (text: string): string => Buffer.from(text).toString("base64");

test.each([
  [encode('{"a":1}'), { a: 1 }],
  [encode("[]"), []],
  [Buffer.from('{"a":"???>>>"}').toString("base64").replaceAll("+", "-").replaceAll("/", "_"), { a: "???>>>" }],
  [encode(`${"[".repeat(128)}${"]".repeat(128)}`), expect.any(Array)],
])("payloadOf() reads case %#", (payload, value) => {
  expect(payloadOf(payload)).toEqual({ value });
});

test.each([
  [undefined, "it has no payload"],
  ["e30", "its payload is no base64"], // no padding
  ["e3 0=", "its payload is no base64"],
  ["e30=\n", "its payload is no base64"],
  ["e31=", "its payload is no base64"], // unused bits are set
  ["-_+/", "its payload is no base64"], // both alphabets
  ["", "its payload is no JSON"],
  [encode("{'a':1}"), "its payload is no JSON"],
  [encode('{"a":1}{"a":2}'), "its payload is no JSON"],
  [Buffer.from([0xff, 0xfe, 0x41]).toString("base64"), "its payload is no JSON"],
  [encode('{"a":1,"a":2}'), "its payload repeats a name"],
  [encode("[".repeat(100_000)), "its payload nests deeper than 128 levels"],
])("payloadOf(%j) is %s", (payload, unreadable) => {
  expect(payloadOf(payload)).toEqual({ unreadable });
});
