import { expect, test } from "bun:test";
import fc from "fast-check";
import { checkpointText, parseCheckpoint } from "../../src/standards/checkpoint.ts";

/** The example of c2sp.org/tlog-checkpoint. */
const published = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
const root = Uint8Array.fromBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=");
const base64 = root.toBase64();

test("parseCheckpoint() reads the published example, checkpointText() writes it", () => {
  const checkpoint = { origin: "example.com/behind-the-sofa", size: 20_852_163, root };
  expect(parseCheckpoint(published)).toEqual(checkpoint);
  expect(checkpointText(checkpoint)).toBe(published);
});

test("parseCheckpoint() passes over extension lines", () => {
  expect(parseCheckpoint(`${published}one\ntwo\n`)).toEqual(parseCheckpoint(published));
});

test("parseCheckpoint() undoes checkpointText() for any size below 2^53", () => {
  const checkpoints = fc.record({
    origin: fc.stringMatching(/^[a-zé/ +—]{1,20}$/u),
    size: fc.maxSafeNat(),
    root: fc.uint8Array({ minLength: 32, maxLength: 32 }),
  });
  fc.assert(
    fc.property(checkpoints, (checkpoint) => {
      expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
    }),
  );
});

test.each([
  ["nothing", ""],
  ["two lines", "o\n1\n"],
  ["an empty origin", `\n1\n${base64}\n`],
  ["no last line feed", `o\n1\n${base64}`],
  ["CR LF", `o\r\n1\r\n${base64}\r\n`],
  ["an empty line behind", `o\n1\n${base64}\n\n`],
  ["an empty line among the extensions", `o\n1\n${base64}\na\n\nb\n`],
  ["an empty size", `o\n\n${base64}\n`],
  ["a leading zero", `o\n01\n${base64}\n`],
  ["two zeros", `o\n00\n${base64}\n`],
  ["a sign", `o\n+1\n${base64}\n`],
  ["a negative size", `o\n-1\n${base64}\n`],
  ["a space", `o\n1 \n${base64}\n`],
  ["a hexadecimal size", `o\n0x1\n${base64}\n`],
  ["an exponent", `o\n1e3\n${base64}\n`],
  ["a fraction", `o\n1.0\n${base64}\n`],
  ["digits of another script", `o\n١\n${base64}\n`],
  ["a size of 2^53", `o\n9007199254740992\n${base64}\n`],
  ["a size of 2^64", `o\n18446744073709551616\n${base64}\n`],
  ["a root in hex", `o\n1\n${root.toHex()}\n`],
  ["a root too short", `o\n1\n${root.subarray(1).toBase64()}\n`],
  ["a root without padding", `o\n1\n${base64.replace("=", "")}\n`],
  ["a root with bits that mean nothing", `o\n1\n${base64.replace("I=", "J=")}\n`],
  ["a root in the other alphabet", `o\n1\n${base64.replace("/", "_")}\n`],
  ["a root with a space", `o\n1\n${base64} \n`],
  ["a control character", `o\u0001\n1\n${base64}\n`],
])("parseCheckpoint() refuses %s", (_, text) => {
  expect(() => parseCheckpoint(text)).toThrow(SyntaxError);
});

test("parseCheckpoint() reads the smallest and the largest size", () => {
  expect(parseCheckpoint(`o\n0\n${base64}\n`).size).toBe(0);
  expect(parseCheckpoint(`o\n9007199254740991\n${base64}\n`).size).toBe(Number.MAX_SAFE_INTEGER);
});

test.each([
  ["an empty origin", { origin: "", size: 1, root }],
  ["an origin of two lines", { origin: "a\nb", size: 1, root }],
  ["an origin with a control character", { origin: "a\tb", size: 1, root }],
  ["a negative size", { origin: "o", size: -1, root }],
  ["a broken size", { origin: "o", size: 0.5, root }],
  ["a size of 2^53", { origin: "o", size: 2 ** 53, root }],
  ["a root too short", { origin: "o", size: 1, root: root.subarray(1) }],
])("checkpointText() refuses %s", (_, checkpoint) => {
  expect(() => checkpointText(checkpoint)).toThrow(RangeError);
});
