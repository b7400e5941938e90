import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { joinBytes } from "../../src/standards/bytes.ts";
import { fernetDecrypt, fernetEncrypt, parseFernetKey } from "../../src/standards/fernet.ts";
import { hasNeed } from "../support/needs.ts";
import { hasShared, shared } from "../support/shared.ts";
import { plainTexts } from "../support/sizes.ts";
import { bytesOf, textOf } from "../support/workspace.ts";

const secret = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const key = parseFernetKey(secret);

/**
 * One process for all: it is given lengths of four bytes and what they measure, a plain text and our token of it by
 * turns; it says whether the token opens to the plain text, and gives its own token of it.
 */
const python = `
import struct, sys
from cryptography.fernet import Fernet
fernet = Fernet(sys.argv[1].encode())
def take():
    head = sys.stdin.buffer.read(4)
    return sys.stdin.buffer.read(struct.unpack(">I", head)[0]) if head else None
while (plain := take()) is not None:
    same = fernet.decrypt(take()) == plain
    token = fernet.encrypt(plain)
    sys.stdout.buffer.write(struct.pack(">?I", same, len(token)) + token)
    sys.stdout.buffer.flush()
`;

const count = 1000;
const seed = 1;

test.skipIf(!hasNeed("python3-cryptography"))(
  `Python's cryptography opens our tokens and we open its, of ${count} sizes from nothing to 8 MiB`,
  async () => {
    const child = Bun.spawn(["/usr/bin/python3", "-c", python, secret], { stdin: "pipe", stdout: "pipe" });
    const [agreed] = await Promise.all([agreedOf(child.stdout), feed(child.stdin)]);
    expect([agreed, await child.exited]).toEqual([count, 0]);
  },
  300_000,
);

async function feed(stdin: Bun.FileSink): Promise<void> {
  let now = 1_700_000_000;
  for (const plain of plainTexts(count, seed)) {
    const iv = new Uint8Array(16).fill(now & 0xff);
    const token = bytesOf(fernetEncrypt(plain, key, { now: now++, iv }));
    for (const part of [lengthOf(plain), plain, lengthOf(token), token]) stdin.write(part);
    await stdin.flush();
  }
  await stdin.end();
}

/** How many plain texts came out the same on both ways. */
async function agreedOf(stdout: ReadableStream<Uint8Array>): Promise<number> {
  const read = readerOf(stdout);
  let agreed = 0;
  for (const plain of plainTexts(count, seed)) {
    const head = await read(5);
    const token = textOf(await read(new DataView(head.buffer, head.byteOffset).getUint32(1)));
    if (head[0] === 1 && Buffer.compare(fernetDecrypt(token, key), plain) === 0) agreed++;
  }
  return agreed;
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}

/** Reads exactly so many bytes of a stream. Throws when it ends before. */
function readerOf(stream: ReadableStream<Uint8Array>): (length: number) => Promise<Uint8Array> {
  const reader = stream.getReader();
  let held: Uint8Array = new Uint8Array();
  return async (length) => {
    const parts = [held];
    for (let have = held.length; have < length; ) {
      const { done, value } = await reader.read();
      if (done) throw new Error("the other program ended");
      parts.push(value);
      have += value.length;
    }
    const all = joinBytes(parts);
    held = all.subarray(length);
    return all.subarray(0, length);
  };
}

type Vector = {
  readonly desc?: string;
  readonly token: string;
  readonly now: string;
  readonly ttl_sec?: number;
  readonly iv?: readonly number[];
  readonly src?: string;
  readonly secret: string;
};

describe.skipIf(!hasShared)("the published vectors of Fernet", () => {
  const vectors = (name: string): readonly Vector[] =>
    hasShared ? JSON.parse(readFileSync(shared(`vectors/fernet/${name}.json`), "utf8")) : [];

  test.each(vectors("generate"))("generate.json: $src", ({ token, now, iv = [], src = "", secret: text }) => {
    const made = fernetEncrypt(bytesOf(src), parseFernetKey(text), { now: new Date(now), iv: Uint8Array.from(iv) });
    expect(made).toBe(token);
  });

  /** Below zero there is none. */
  const open = ({ token, now, ttl_sec: ttlSeconds = -1, secret: text }: Vector): Uint8Array =>
    fernetDecrypt(token, parseFernetKey(text), { now: new Date(now), ...(ttlSeconds < 0 ? {} : { ttlSeconds }) });

  test.each(vectors("verify"))("verify.json: ttl $ttl_sec", (vector) => {
    expect(textOf(open(vector))).toBe(vector.src ?? "");
  });

  test.each(vectors("invalid"))("invalid.json: $desc", (vector) => {
    expect(() => open(vector)).toThrow(SyntaxError);
  });

  test("are thirteen", () => {
    expect(["generate", "verify", "invalid"].map((name) => vectors(name).length)).toEqual([1, 2, 10]);
  });
});
