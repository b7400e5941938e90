import { describe, expect, test } from "bun:test";
import { openingKeys, readEvidenceKeys, requireEvidenceKey } from "../../../src/doors/actions/evidence-key.ts";
import { age } from "../../../src/doors/system/age.ts";
import { parseFernetKey } from "../../../src/standards/fernet.ts";
import { codeOfLater, faultOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { bytesOf, textOf } from "../../support/workspace.ts";
import { key, otherKey } from "./sample-gate.ts";

const [first, second] = [parseFernetKey(key), parseFernetKey(otherKey)];

describe("readEvidenceKeys()", () => {
  const runtime = fakeRuntime({
    environment: { FIXOPS_EVIDENCE_KEY: key },
    secrets: { k: otherKey, "fd:3": otherKey },
  });

  test("are those of the environment, unless a file or descriptor is given", () => {
    expect(readEvidenceKeys({}, runtime)).toEqual([first]);
    expect(readEvidenceKeys({ keyFile: "k" }, runtime)).toEqual([second]);
    expect(readEvidenceKeys({ keyFd: 3 }, runtime)).toEqual([second]);
  });

  test("are none when none is given", () => {
    expect(readEvidenceKeys({}, fakeRuntime())).toEqual([]);
  });

  test("do not come from a file and a descriptor", () => {
    expect(faultOf(() => readEvidenceKeys({ keyFile: "k", keyFd: 3 }, runtime)).code).toBe("USAGE_KEY_INVALID");
  });

  test.each([`${key},${otherKey}`, `${key} ${otherKey}`, `${key}\n${otherKey}\n`, `\r\n${key} ,\t${otherKey}\r\n`])(
    "are several in %j, in their order, wherever they stand",
    (text) => {
      const secrets = { k: text, "fd:3": text };
      const several = fakeRuntime({ environment: { FIXOPS_EVIDENCE_KEY: text }, secrets });
      for (const source of [{}, { keyFile: "k" }, { keyFd: 3 }]) {
        expect(readEvidenceKeys(source, several)).toEqual([first, second]);
      }
    },
  );

  test("does not fall back to the environment when the file cannot be read", () => {
    expect(faultOf(() => readEvidenceKeys({ keyFile: "none" }, runtime)).code).toBe("IO_READ");
  });

  test.each([
    "",
    " ,\n",
    "short",
    `${key}=`,
    key.slice(0, -1),
    "!".repeat(44),
    `${key}${otherKey}`,
    `${key},${otherKey.slice(1)}`,
    `${key};${otherKey}`,
  ])("refuses %j without showing it", (secret) => {
    const fault = faultOf(() => readEvidenceKeys({ keyFile: "bad" }, fakeRuntime({ secrets: { bad: secret } })));
    expect(fault.code).toBe("USAGE_KEY_INVALID");
    const shown = JSON.stringify([fault.message, fault.where, fault.hint, String(fault.cause)]);
    for (const word of secret.split(/[\s,]+/)) if (word.length > 4) expect(shown).not.toContain(word.slice(1, -1));
  });
});

test("requireEvidenceKey() refuses to go on without a key", () => {
  expect(faultOf(() => requireEvidenceKey({}, fakeRuntime())).code).toBe("USAGE_KEY_MISSING");
});

test("requireEvidenceKey() is the first of several: it encrypts, all decrypt", () => {
  const runtime = fakeRuntime({ environment: { FIXOPS_EVIDENCE_KEY: `${otherKey},${key}` } });
  expect(requireEvidenceKey({}, runtime)).toEqual(second);
  expect(openingKeys({}, runtime).fernet).toEqual([second, first]);
});

describe("openingKeys()", () => {
  test("have no way to open age without an identity", () => {
    expect(openingKeys({}, fakeRuntime())).toEqual({ fernet: [] });
  });

  test("open with any identity of any file, and with no other", async () => {
    const [ann, ben, eve] = await Promise.all([age.newIdentity(), age.newIdentity(), age.newIdentity()]);
    const secrets = { ann: `# ann\n${ann.identity}\n`, both: `${eve.identity}\n${ben.identity}\n`, eve: eve.identity };
    const recipients = [ann.recipient, ben.recipient];
    const sealed = await age.encrypt(bytesOf("plain"), recipients);
    const openAs = (...identityFiles: readonly string[]) =>
      openingKeys({ identityFiles }, fakeRuntime({ secrets })).age?.(sealed, recipients);
    for (const files of [["ann"], ["both"], ["eve", "ann"]]) expect(textOf(await openAs(...files))).toBe("plain");
    expect(await codeOfLater(() => openAs("eve"))).toBe("INTEGRITY_DECRYPTION");
  });

  test.each([
    ["nothing", "", "USAGE_KEY_INVALID"],
    ["a recipient", "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p", "USAGE_KEY_INVALID"],
    ["a Fernet key", key, "USAGE_KEY_INVALID"],
  ])("refuse a file with %s as identity, and do not show it", (_, text, code) => {
    const fault = faultOf(() => openingKeys({ identityFiles: ["i"] }, fakeRuntime({ secrets: { i: text } })));
    expect(fault.code).toBe(code as "USAGE_KEY_INVALID");
    const shown = JSON.stringify([fault.message, fault.where, fault.hint, String(fault.cause)]);
    if (text !== "") expect(shown).not.toContain(text.slice(8, -8));
  });

  test("refuse a file that is not there", () => {
    expect(faultOf(() => openingKeys({ identityFiles: ["none"] }, fakeRuntime())).code).toBe("IO_READ");
  });
});
