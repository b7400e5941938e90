import { describe, expect, test } from "bun:test";
import { type SealSource, sealOptions } from "../../../src/doors/actions/seal-options.ts";
import { age } from "../../../src/doors/system/age.ts";
import { keyIdOf } from "../../../src/evidence/seal.ts";
import { overlaySchema } from "../../../src/overlay/schema.ts";
import { fernetDecrypt, parseFernetKey } from "../../../src/standards/fernet.ts";
import { encodeBech32 } from "../../support/bech32.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";
import { key, otherKey } from "./sample-gate.ts";

const asOf = "2026-08-25T12:00:00Z";
const [ann, ben] = await Promise.all([age.newIdentity(), age.newIdentity()]);

const hybrid = encodeBech32("age1pq", new Uint8Array(1216).fill(3));

function optionsOf(source: SealSource, evidence: object = {}, options: Parameters<typeof fakeRuntime>[0] = {}) {
  return sealOptions(overlaySchema.parse({ evidence }), { ...source, asOf }, fakeRuntime(options));
}

test("an encrypted bundle has a key, and an IV and a time of the run", async () => {
  const { encryption } = optionsOf({}, { encrypt: true }, { environment: { FIXOPS_EVIDENCE_KEY: key } });
  expect(encryption).toMatchObject({ step: "fernet", keyId: keyIdOf(parseFernetKey(key)) });
  const token = (await encryption?.encrypt(bytesOf("plain"))) ?? new Uint8Array();
  expect(textOf(fernetDecrypt(textOf(token), parseFernetKey(key)))).toBe("plain");
  // Version 0x80, then eight bytes of time.
  const frame = Buffer.from(textOf(token), "base64url");
  expect([frame[0], frame.readBigUInt64BE(1)]).toEqual([0x80, BigInt(Date.parse(asOf) / 1000)]);
  expect(codeOf(() => optionsOf({}, { encrypt: true }))).toBe("USAGE_KEY_MISSING");
});

test("no IV is used twice", async () => {
  const { encryption } = optionsOf({}, { encrypt: true }, { environment: { FIXOPS_EVIDENCE_KEY: key } });
  let asked = 0;
  const runtime = {
    ...fakeRuntime({ environment: { FIXOPS_EVIDENCE_KEY: key } }),
    randomBytes: (length: number) => new Uint8Array(length).fill(asked++),
  };
  const watched = sealOptions(overlaySchema.parse({ evidence: { encrypt: true } }), { asOf }, runtime);
  await watched.encryption?.encrypt(bytesOf("bundle"));
  await watched.encryption?.encrypt(bytesOf("inputs"));
  expect([encryption?.step, asked]).toEqual(["fernet", 2]);
});

test("the first of several keys encrypts", () => {
  const environment = { FIXOPS_EVIDENCE_KEY: `${otherKey},${key}` };
  const { encryption } = optionsOf({}, { encrypt: true }, { environment });
  expect(encryption).toMatchObject({ keyId: keyIdOf(parseFernetKey(otherKey)) });
});

test("a key that has nothing to encrypt is refused", () => {
  const overlay = overlaySchema.parse({ evidence: { encrypt: false } });
  const { compress, max_bytes: maxBytes } = overlay.evidence;
  expect(optionsOf({}, { encrypt: false })).toEqual({ compress, maxBytes });
  expect(optionsOf({}, { max_bytes: 4096, compress: false })).toEqual({ compress: false, maxBytes: 4096 });
  expect(codeOf(() => optionsOf({ keyFile: "key" }, { encrypt: false }))).toBe("USAGE_BAD_VALUE");
});

describe("recipients ask for age and need no key", () => {
  const files = { "/w/team.txt": `# the team\n${ann.recipient}\n\n${ben.recipient}\n` };
  const both = [ann.recipient, ben.recipient];

  test.each<[string, SealSource, object, readonly string[]]>([
    ["of the flag", { recipients: [ann.recipient] }, {}, [ann.recipient]],
    ["of the flag, twice the same", { recipients: [ann.recipient, ann.recipient] }, {}, [ann.recipient]],
    ["of a file", { recipientFiles: ["/w/team.txt"] }, {}, both],
    ["of flag and file", { recipients: [ben.recipient], recipientFiles: ["/w/team.txt"] }, {}, both.toReversed()],
    ["of the overlay", {}, { encrypt: true, recipients: both }, both],
    ["of flag and overlay", { recipients: [ben.recipient] }, { recipients: both }, both.toReversed()],
  ])("%s", (_, source, evidence, recipients) => {
    expect(optionsOf(source, evidence, { files }).encryption).toMatchObject({ step: "age", recipients });
  });

  test("each of whom can open what is encrypted", async () => {
    const sealed = await optionsOf({ recipients: both }).encryption?.encrypt(bytesOf("plain"));
    for (const { identity } of [ann, ben]) {
      expect(textOf(await age.decrypt(sealed ?? new Uint8Array(), [identity]))).toBe("plain");
    }
  });

  test("but those of the overlay alone encrypt nothing unless it says so", () => {
    expect(optionsOf({}, { recipients: both })).not.toHaveProperty("encryption");
  });

  test.each<[string, SealSource, string]>([
    ["a recipient that is none", { recipients: ["age1"] }, "USAGE_KEY_INVALID"],
    ["an identity", { recipients: [ann.identity] }, "USAGE_KEY_INVALID"],
    ["a file that is not there", { recipientFiles: ["/w/none"] }, "USAGE_KEY_MISSING"],
    ["a file of identities", { recipientFiles: ["/w/identity"] }, "USAGE_KEY_INVALID"],
    [
      "recipients of two kinds, which would be as weak as the weaker",
      { recipients: [ann.recipient, hybrid] },
      "USAGE_KEY_INVALID",
    ],
    ["those of a file of the other kind", { recipients: [hybrid], recipientFiles: ["/w/team"] }, "USAGE_KEY_INVALID"],
    ["an empty file", { recipientFiles: ["/w/empty"] }, "USAGE_KEY_INVALID"],
  ])("and refuse %s, without showing a secret", (_, source, code) => {
    const others = { files: { "/w/team": ann.recipient, "/w/identity": ann.identity, "/w/empty": "" } };
    expect(codeOf(() => optionsOf(source, {}, others))).toBe(code);
    const shown = JSON.stringify(thrown(() => optionsOf(source, {}, others)));
    expect(shown).not.toContain(ann.identity.slice(20, -8));
  });
});

test("recipients of the overlay have to be of the kind of the others", () => {
  expect(codeOf(() => optionsOf({ recipients: [hybrid] }, { recipients: [ann.recipient] }))).toBe("USAGE_KEY_INVALID");
  expect(optionsOf({ recipients: [hybrid] }, { recipients: [hybrid] }).encryption).toMatchObject({ step: "age" });
});

function thrown(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? [error.message, Object(error), String(error.cause)] : error;
  }
}
