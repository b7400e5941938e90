import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { armor, Decrypter } from "age-encryption";
import { FixopsError, reasonOf } from "../../src/domain/error.ts";
import { age } from "../../src/doors/system/age.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { hasShared, shared } from "../support/shared.ts";

/** Vectors of C2SP's CCTV for age, read as its README says: a header of keys, an empty line, the file. */

type Vector = {
  readonly name: string;
  readonly expect: string;
  /** Hex SHA-256 of all plain text that may be let out, even when decryption fails in the end. */
  readonly payload: string | undefined;
  readonly identities: readonly string[];
  readonly passphrases: readonly string[];
  readonly armored: boolean;
  readonly file: Uint8Array;
};

const folder = shared("vectors/age-testkit");

const knownKeys = ["expect", "payload", "identity", "passphrase", "armored", "compressed", "file key", "comment"];

function readVector(name: string): Vector {
  const bytes = readFileSync(`${folder}/${name}`);
  const end = bytes.indexOf("\n\n");
  const lines = bytes.subarray(0, end).toString().split("\n");
  const pairs = lines.map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)] as const);
  const all = (key: string): readonly string[] => pairs.filter(([one]) => one === key).map(([, value]) => value);
  expect([name, pairs.filter(([key]) => !knownKeys.includes(key))]).toEqual([name, []]);
  const rest = bytes.subarray(end + 2);
  const [compression] = all("compressed");
  expect(["zlib", undefined]).toContain(compression);
  return {
    name,
    expect: all("expect")[0] ?? "",
    payload: all("payload")[0],
    identities: all("identity"),
    passphrases: all("passphrase"),
    armored: all("armored")[0] === "yes",
    file: new Uint8Array(compression === undefined ? rest : inflateSync(rest)),
  };
}

type Outcome = { readonly outcome: string; readonly payload: string | undefined };

/** What the library says, in the words of the vectors. */
async function outcomeOf(vector: Vector): Promise<Outcome> {
  const file = unarmoured(vector);
  if (file === undefined) return { outcome: "armor failure", payload: undefined };
  const decrypter = new Decrypter();
  for (const identity of vector.identities) decrypter.addIdentity(identity);
  for (const passphrase of vector.passphrases) decrypter.addPassphrase(passphrase);
  try {
    return await payloadOf(await decrypter.decrypt(piecemeal(file)));
  } catch (error) {
    return { outcome: headerFailures.get(reasonOf(error)) ?? "header failure", payload: undefined };
  }
}

/** A stream that fails forgets what waits in it, so it is given little at a time, and only when asked. */
function piecemeal(file: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      pull: (controller) => {
        if (at < file.length) controller.enqueue(file.slice(at, at + 1024));
        at += 1024;
        if (at >= file.length) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

const headerFailures: ReadonlyMap<string, string> = new Map([
  ["no identity matched any of the file's recipients", "no match"],
  ["invalid header HMAC", "HMAC failure"],
]);

function unarmoured({ armored, file }: Vector): Uint8Array<ArrayBuffer> | undefined {
  if (!armored) return new Uint8Array(file);
  try {
    // Bytes as they are: what is no ASCII must not become a character that is.
    return new Uint8Array(armor.decode(new TextDecoder("latin1").decode(file)));
  } catch {
    return undefined;
  }
}

async function payloadOf(stream: ReadableStream<Uint8Array>): Promise<Outcome> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of stream) parts.push(part);
    return { outcome: "success", payload: sha256Hex(Buffer.concat(parts)) };
  } catch {
    return { outcome: "payload failure", payload: sha256Hex(Buffer.concat(parts)) };
  }
}

/** The library takes these for a MAC that does not match, since its length does not: as the README allows. */
const aliased: ReadonlyMap<string, string> = new Map([
  ["hmac_garbage", "HMAC failure"],
  ["hmac_missing", "HMAC failure"],
  ["hmac_truncated", "HMAC failure"],
]);

/**
 * A chunk that authenticates is let out only when the one behind it is there, so here less is let out than the vectors
 * allow.
 */
const heldBack: readonly string[] = [
  "armor_garbage_encoded",
  "stream_no_final_full",
  "stream_no_final_two_chunks_full",
  "stream_trailing_garbage_long",
  "stream_trailing_garbage_short",
  "stream_two_final_chunks",
  "stream_two_final_chunks_full",
  "stream_two_final_chunks_second",
];

/** SHA-256 of nothing, and of the first chunk of the vectors' plain text. */
const chunksLetOut = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "a68cb6fa0b2e2a8d1abd54fcb26ff31fe16166ed38688bffa681e617813b781a",
];

/** For a vector that names none. */
const anyIdentity = "AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX";

const names = hasShared ? readdirSync(folder).toSorted() : [];

describe.skipIf(!hasShared)("the age testkit", () => {
  test("is whole", () => {
    expect(names).toHaveLength(143);
  });

  test.each(names)("%s through the library", async (name) => {
    const vector = readVector(name);
    const { outcome, payload } = await outcomeOf(vector);
    expect(outcome).toBe(aliased.get(name) ?? vector.expect);
    if (heldBack.includes(name)) expect(chunksLetOut).toContain(payload ?? "");
    else if (vector.payload !== undefined) expect(payload).toBe(vector.payload);
  });

  // The port has neither passphrases nor armour.
  const ours = names.map(readVector).filter(({ armored, passphrases }) => !armored && passphrases.length === 0);

  test.each(ours.map((vector) => [vector.name, vector] as const))("%s through the port", async (_, vector) => {
    const identities = vector.identities.length > 0 ? vector.identities : [anyIdentity];
    const opened = await age.decrypt(vector.file, identities).catch((error: unknown) => error);
    if (vector.expect === "success") {
      expect(opened instanceof Uint8Array ? sha256Hex(opened) : opened).toBe(vector.payload ?? "");
      return;
    }
    // Nothing of the plain text is let out before all of it authenticates.
    expect(opened instanceof FixopsError ? opened.code : opened).toBe("INTEGRITY_DECRYPTION");
    const isNoMatch = reasonOf(opened).includes("none of the given identities");
    expect(isNoMatch).toBe(vector.expect === "no match");
  });

  test("has enough vectors for the port", () => {
    expect(ours.length).toBeGreaterThan(80);
  });
});
