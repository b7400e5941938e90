import { expect, test } from "bun:test";
import fc from "fast-check";
import { joinBytes } from "../../src/standards/bytes.ts";
import { derOfMpints, mpintsOfDer, parseSshStrings, sshStrings } from "../../src/standards/ssh-wire.ts";

const hex = (text: string): Uint8Array => Uint8Array.fromHex(text.replaceAll(" ", ""));

test("sshStrings() writes lengths of four bytes, of UTF-8", () => {
  expect(sshStrings(["testing", "", "é", Uint8Array.of(0)]).toHex()).toBe(
    hex("00000007 74657374696e67 00000000 00000002 c3a9 00000001 00").toHex(),
  );
});

test("parseSshStrings() undoes sshStrings()", () => {
  const bytes = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(fc.array(bytes, { maxLength: 5 }), bytes, (values, before) => {
      // A view into a larger buffer, as callers have it.
      const whole = joinBytes([before, sshStrings(values)]).subarray(before.length);
      expect(parseSshStrings(whole, 5)).toEqual(values);
    }),
  );
});

test.each([
  ["half of a length", "000000"],
  ["a length without its bytes", "00000001"],
  ["fewer bytes than the length says", "00000002 61"],
  ["a length beyond 31 bits", "ffffffff 61"],
  ["something left over", "00000001 61 00"],
  ["more than was asked for", "00000000 00000000 00000000"],
])("parseSshStrings() refuses %s", (_, text) => {
  expect(() => parseSshStrings(hex(text), 2)).toThrow(SyntaxError);
});

test("mpintsOfDer() and derOfMpints() change the lengths, and not the integers", () => {
  const der = hex("3008 0201 7f 0203 00ff01");
  expect(mpintsOfDer(der)).toEqual(hex("00000001 7f 00000003 00ff01"));
  expect(derOfMpints(mpintsOfDer(der))).toEqual(der);
});

test("derOfMpints() undoes mpintsOfDer() for all positive integers of 256 bits", () => {
  const integers = fc.bigInt({ min: 1n, max: 2n ** 256n - 1n }).map(twosComplement);
  fc.assert(
    fc.property(integers, integers, (r, s) => {
      const mpints = sshStrings([r, s]);
      expect(mpintsOfDer(derOfMpints(mpints))).toEqual(mpints);
    }),
  );
});

function twosComplement(value: bigint): Uint8Array {
  const digits = value.toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  return Uint8Array.fromHex(/^[89a-f]/.test(even) ? `00${even}` : even);
}

test.each([
  ["nothing", ""],
  ["another tag", "3106 020101 020101"],
  ["a length that is too long", "3007 020101 020101"],
  ["a length that is too short", "3005 020101 020101"],
  ["a length in two bytes", "308106 020101 020101"],
  ["something left over", "3006 020101 020101 00"],
  ["one integer", "3003 020101"],
  ["three integers", "3009 020101 020101 020101"],
  ["no integers", "3006 040101 040101"],
  ["an empty integer", "3005 0200 020101"],
  ["zero", "3006 020100 020101"],
  ["a negative integer", "3006 0201ff 020101"],
  ["an integer that is longer than it need be", "3007 02020001 020101"],
  ["an integer of 34 bytes", `3027 0222${"01".repeat(34)} 020101`],
  ["an integer that runs over the other", "3006 020401 020101"],
])("mpintsOfDer() refuses %s", (_, text) => {
  expect(() => mpintsOfDer(hex(text))).toThrow(SyntaxError);
});

test.each([
  ["nothing", ""],
  ["one integer", "00000001 01"],
  ["three integers", "00000001 01 00000001 01 00000001 01"],
  ["zero", "00000000 00000001 01"],
  ["a negative integer", "00000001 80 00000001 01"],
  ["an integer that is longer than it need be", "00000002 007f 00000001 01"],
  ["an integer of 34 bytes", `00000022 ${"01".repeat(34)} 00000001 01`],
])("derOfMpints() refuses %s", (_, text) => {
  expect(() => derOfMpints(hex(text))).toThrow(SyntaxError);
});
