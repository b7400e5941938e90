import { describe, expect, test } from "bun:test";
import { generateHybridIdentity, identityToRecipient } from "age-encryption";
import { FixopsError } from "../../../src/domain/error.ts";
import { age } from "../../../src/doors/system/age.ts";
import { encodeBech32 } from "../../support/bech32.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";

const plain = bytesOf("release: GO\n");

/** 32 bytes of 0x42, and the recipient that `age-keygen -y` names for it. */
const known = {
  identity: "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX",
  recipient: "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
};

async function errorOf(promise: Promise<unknown>): Promise<FixopsError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof FixopsError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

async function hybridPair(): Promise<typeof known> {
  const identity = await generateHybridIdentity();
  return { identity, recipient: await identityToRecipient(identity) };
}

describe("encrypt() and decrypt()", () => {
  test.each([0, 1, 65_535, 65_536, 65_537, 200_000])(
    "give %i bytes back, and leave what they are given alone",
    async (size) => {
      const bytes = Uint8Array.from({ length: size }, (_, index) => index * 31);
      const before = bytes.slice();
      const file = await age.encrypt(bytes, [known.recipient]);
      const copy = file.slice();
      expect(await age.decrypt(file, [known.identity])).toEqual(before);
      expect([bytes, file]).toEqual([before, copy]);
    },
  );

  test("are binary age, another each time", async () => {
    const [one, two] = await Promise.all([
      age.encrypt(plain, [known.recipient]),
      age.encrypt(plain, [known.recipient]),
    ]);
    expect(textOf(one)).toStartWith("age-encryption.org/v1\n-> X25519 ");
    expect(one).not.toEqual(two);
  });

  test("take views into larger buffers", async () => {
    const file = await age.encrypt(bytesOf("xreleasex").subarray(1, -1), [known.recipient]);
    const padded = new Uint8Array(file.length + 20);
    padded.set(file, 10);
    expect(textOf(await age.decrypt(padded.subarray(10, -10), [known.identity]))).toBe("release");
  });

  test("open for each of several recipients, given once or twice, and for one of several identities", async () => {
    const [second, third] = [await age.newIdentity(), await age.newIdentity()];
    const file = await age.encrypt(plain, [known.recipient, second.recipient, second.recipient]);
    expect(textOf(file).match(/^-> X25519 /gm)).toHaveLength(2);
    for (const { identity } of [known, second]) expect(await age.decrypt(file, [identity])).toEqual(plain);
    expect(await age.decrypt(file, [third.identity, second.identity])).toEqual(plain);
    expect((await errorOf(age.decrypt(file, [third.identity]))).code).toBe("INTEGRITY_DECRYPTION");
  });

  test("know the hybrid kind", async () => {
    const pair = await hybridPair();
    const file = await age.encrypt(plain, [pair.recipient]);
    expect(textOf(file)).toContain("-> mlkem768x25519 ");
    expect(await age.decrypt(file, [known.identity, pair.identity])).toEqual(plain);
    expect((await errorOf(age.encrypt(plain, [pair.recipient, known.recipient]))).code).toBe("USAGE_KEY_INVALID");
  });
});

test.each([
  ["no recipient", [], "USAGE_KEY_MISSING"],
  ["text", ["hello"], "USAGE_KEY_INVALID"],
  ["an identity", [known.identity], "USAGE_KEY_INVALID"],
  ["a key of a plugin", [encodeBech32("age1yubikey", new Uint8Array(33))], "USAGE_KEY_INVALID"],
  // RFC 7748 §6.1: the shared secret would be all zeros.
  ["the zero point", [encodeBech32("age", new Uint8Array(32))], "USAGE_KEY_INVALID"],
  ["the zero point of the hybrid kind", [encodeBech32("age1pq", new Uint8Array(1216))], "USAGE_KEY_INVALID"],
] as const)("encrypt() refuses %s", async (_, recipients, code) => {
  const error = await errorOf(age.encrypt(plain, recipients));
  expect(error.code).toBe(code);
  for (const text of recipients) expect(`${error.message} ${error.hint}`).not.toContain(text);
});

test.each([
  ["no identity", [], "USAGE_KEY_MISSING"],
  ["a recipient", [known.recipient], "USAGE_KEY_INVALID"],
  ["a wrong checksum", [known.identity.replace("GFPQ", "GFPP")], "USAGE_KEY_INVALID"],
  ["a second that is none", [known.identity, "hello"], "USAGE_KEY_INVALID"],
] as const)("decrypt() refuses %s, without repeating it", async (_, identities, code) => {
  const error = await errorOf(age.decrypt(await age.encrypt(plain, [known.recipient]), identities));
  expect(error.code).toBe(code);
  expect(`${error.message} ${error.hint} ${String(error.cause)}`).not.toContain("GFPYYSJZ");
});

test("decrypt() refuses a file with any byte changed in each of three ways, and each beginning of it", async () => {
  const file = await age.encrypt(plain, [known.recipient]);
  const changed = Array.from(file, (byte, at) => [0x01, 0x80, 0xff].map((bits) => file.with(at, byte ^ bits))).flat();
  const cut = Array.from(file, (_, at) => file.subarray(0, at));
  for (const bytes of [...changed, ...cut, new Uint8Array([...file, 0])]) {
    expect((await errorOf(age.decrypt(bytes, [known.identity]))).code).toBe("INTEGRITY_DECRYPTION");
  }
});

test("newIdentity() makes a pair, another each time", async () => {
  const [one, two] = [await age.newIdentity(), await age.newIdentity()];
  expect(one.identity).not.toBe(two.identity);
  expect(one.recipient).toBe(await identityToRecipient(one.identity));
  expect(await age.decrypt(await age.encrypt(plain, [one.recipient]), [one.identity])).toEqual(plain);
  expect(await identityToRecipient(known.identity)).toBe(known.recipient);
});
