import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  checkRecipients,
  identityKind,
  parseIdentities,
  parseRecipients,
  recipientKind,
} from "../../src/standards/age-key.ts";
import { positionOf } from "../../src/standards/position.ts";
import { encodeBech32 } from "../support/bech32.ts";

/** The text of a key whose bytes are all `byte`. */
function key(prefix: string, length: number, byte = 7): string {
  return encodeBech32(prefix, new Uint8Array(length).fill(byte));
}

// The identity of 32 bytes of 0x42, and its recipient.
const knownRecipient = "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj";
const knownIdentity = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";
const other = key("age", 32);
const hybrid = key("age1pq", 1216);
const hybridIdentity = key("age-secret-key-pq-", 32).toUpperCase();

test("recipientKind() and identityKind() tell X25519 from the hybrid kind", () => {
  expect([knownRecipient, other, hybrid].map(recipientKind)).toEqual(["x25519", "x25519", "hybrid"]);
  expect([knownIdentity, hybridIdentity].map(identityKind)).toEqual(["x25519", "hybrid"]);
});

const wrongChecksum = `${knownRecipient.slice(0, -1)}q`;

test.each([
  ["nothing", "", SyntaxError],
  ["text", "hello", SyntaxError],
  ["upper case", knownRecipient.toUpperCase(), SyntaxError],
  ["two cases", knownRecipient.replace("zv", "Zv"), SyntaxError],
  ["white space before", ` ${knownRecipient}`, SyntaxError],
  ["white space behind", `${knownRecipient} `, SyntaxError],
  ["a wrong checksum", wrongChecksum, SyntaxError],
  ["31 bytes", key("age", 31), SyntaxError],
  ["33 bytes", key("age", 33), SyntaxError],
  ["a hybrid one of 32 bytes", key("age1pq", 32), SyntaxError],
  ["a key of hardware", key("age1tag", 33), RangeError],
  ["a key of a plugin", key("age1yubikey", 33), RangeError],
  ["an identity", knownIdentity, RangeError],
  ["an identity of a plugin", key("age-plugin-yubikey-", 8).toUpperCase(), RangeError],
  ["a key of SSH", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ", RangeError],
])("recipientKind() refuses %s, without repeating it", (_, text, kind) => {
  refuses(() => recipientKind(text), text, kind);
});

test.each([
  ["nothing", "", SyntaxError],
  ["lower case", knownIdentity.toLowerCase(), SyntaxError],
  ["white space behind", `${knownIdentity}\n`, SyntaxError],
  ["a wrong checksum", `${knownIdentity.slice(0, -1)}Q`, SyntaxError],
  ["31 bytes", key("age-secret-key-", 31).toUpperCase(), SyntaxError],
  ["another kind", key("age-secret-key-x-", 32).toUpperCase(), RangeError],
  ["a recipient", knownRecipient, RangeError],
  ["an identity of a plugin", key("age-plugin-yubikey-", 8).toUpperCase(), RangeError],
  ["an encrypted identity", "age-encryption.org/v1\n-> scrypt x 18", RangeError],
  ["an armoured one", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl", RangeError],
  ["a key of SSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", RangeError],
])("identityKind() refuses %s, without repeating it", (_, text, kind) => {
  refuses(() => identityKind(text), text, kind);
});

function refuses(run: () => unknown, text: string, kind: typeof SyntaxError | typeof RangeError): void {
  expect(run).toThrow(kind);
  try {
    run();
  } catch (error) {
    for (let at = 0; at + 24 <= text.length; at++) expect(String(error)).not.toContain(text.slice(at, at + 24));
  }
}

test("checkRecipients() gives each once, in the order given", () => {
  expect(checkRecipients([other, knownRecipient, other])).toEqual([other, knownRecipient]);
  expect(checkRecipients([hybrid, hybrid])).toEqual([hybrid]);
  expect(checkRecipients([])).toEqual([]);
});

test("checkRecipients() refuses a list of both kinds, and one with something else in it", () => {
  expect(() => checkRecipients([knownRecipient, hybrid])).toThrow(RangeError);
  expect(() => checkRecipients([knownRecipient, wrongChecksum])).toThrow(SyntaxError);
});

describe("parseRecipients()", () => {
  test("reads one to a line, and leaves comments and empty lines out", () => {
    const text = `# on call\n${knownRecipient}\n\n#${other}\n${other}`;
    expect(parseRecipients(text)).toEqual([knownRecipient, other]);
    expect(parseRecipients(`${text}\n`.replaceAll("\n", "\r\n"))).toEqual([knownRecipient, other]);
  });

  test.each([
    ["an identity in the third line", `#\n\n${knownIdentity}\n`, 3, 3],
    ["white space before a comment", ` # x\n${knownRecipient}\n`, 1, 0],
    ["a comment behind a key", `${knownRecipient} # x\n`, 1, 0],
    ["two on a line", `${other}\n${knownRecipient} ${other}\n`, 2, other.length + 1],
    ["a line without end", `#\n${"a".repeat(9000)}`, 2, 2],
  ])("says where %s stands", (_, text, line, offset) => {
    expect(positionOf(errorOf(() => parseRecipients(text)))).toEqual({ line, column: 1, offset });
  });

  test.each(["", "\n", "# nobody\n"])("refuses %j, in which nobody is named", (text) => {
    expect(positionOf(errorOf(() => parseRecipients(text)))).toBeUndefined();
  });
});

describe("parseIdentities()", () => {
  test("reads what age-keygen writes, several times over", () => {
    const file = `# created: 2026-11-23T00:00:00Z\n# public key: ${knownRecipient}\n${knownIdentity}\n`;
    expect(parseIdentities(file)).toEqual([knownIdentity]);
    expect(parseIdentities(`${file}${hybridIdentity}\n`)).toEqual([knownIdentity, hybridIdentity]);
  });

  test("refuses other lines without repeating them", () => {
    const broken = `${knownIdentity.slice(0, -1)}Q`;
    const error = errorOf(() => parseIdentities(`${knownIdentity}\n${broken}\n`));
    expect(positionOf(error)?.line).toBe(2);
    expect(String(error)).not.toContain("GFPYYSJZ");
  });
});

test("parseRecipients() and parseIdentities() throw nothing but SyntaxErrors", () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom("#", knownRecipient, knownIdentity, hybrid, "age1", "AGE-SECRET-KEY-1"),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
      for (const parse of [parseRecipients, parseIdentities]) {
        try {
          expect(parse(lines.join("\n")).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }
    }),
  );
});

function errorOf(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}
