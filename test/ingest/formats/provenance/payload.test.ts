import { expect, test } from "bun:test";
import { payloadOf } from "../../../../src/ingest/formats/provenance/payload.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['{"a":1}', { a: 1 }],
  ["[]", []],
  [`${"[".repeat(128)}${"]".repeat(128)}`, expect.any(Array)],
])("payloadOf() reads case %#", (payload, value) => {
  expect(payloadOf(utf8(payload))).toEqual({ value });
});

test.each([
  [utf8(""), "its payload is no JSON"],
  [utf8("{'a':1}"), "its payload is no JSON"],
  [utf8('{"a":1}{"a":2}'), "its payload is no JSON"],
  [Uint8Array.of(0xff, 0xfe, 0x41), "its payload is no JSON"],
  [utf8('{"a":1,"a":2}'), "its payload repeats a name"],
  [utf8("[".repeat(100_000)), "its payload nests deeper than 128 levels"],
])("payloadOf() of case %# is %s", (payload, unreadable) => {
  expect(payloadOf(payload)).toEqual({ unreadable });
});
