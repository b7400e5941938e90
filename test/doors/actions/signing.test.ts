import { describe, expect, test } from "bun:test";
import { createPublicKey, verify } from "node:crypto";
import type { SignerSource } from "../../../src/domain/runtime.ts";
import { requireSigner, signersWhen } from "../../../src/doors/actions/signing.ts";
import { readSecret } from "../../../src/doors/system/keys.ts";
import type { PublicKey } from "../../../src/standards/signature.ts";
import { codeOf, faultOf } from "../../support/code-of.ts";
import { type FakeOptions, fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";

const runtime = (environment: FakeOptions["environment"] = {}) =>
  fakeRuntime({
    environment,
    secrets: { k: ed25519.privateKey, p256: p256.privateKey, "fd:3": p256.privateKey, bad: "x" },
    files: { "k.pub": ed25519.publicKey.pem, "other.pub": stranger.publicKey.pem },
  });

describe("requireSigner() takes the key", () => {
  test.each([
    ["of a file", { signingKey: "k" }, {}, ed25519],
    ["of a descriptor", { signingKeyFd: 3 }, {}, p256],
    ["of the environment", {}, { FIXOPS_SIGNING_KEY: stranger.privateKey }, stranger],
    ["of a file that the environment names", {}, { FIXOPS_SIGNING_KEY: "k" }, ed25519],
    ["of the flag before that of the environment", { signingKey: "k" }, { FIXOPS_SIGNING_KEY: "bad" }, ed25519],
    ["that its public half confirms", { signingKey: "k", signingPub: "k.pub" }, {}, ed25519],
  ])("%s", (_, source, environment, { publicKey }) => {
    expect(requireSigner(source, runtime(environment)).publicKey).toBe(publicKey.pem);
  });
});

test.each([
  ["by flag", { signingKey: "exec:hsm --slot 1", signingPub: "k.pub" }, {}],
  ["by the environment", { signingPub: "k.pub" }, { FIXOPS_SIGNING_KEY: "exec:hsm --slot 1" }],
])("requireSigner() has a command sign that is named %s", (_, source, environment) => {
  const asked: SignerSource[] = [];
  const signer = (from: SignerSource) => {
    asked.push(from);
    return ed25519.signer;
  };
  requireSigner(source, { ...runtime(environment), signer });
  expect(asked).toEqual([{ command: "hsm --slot 1", publicKey: ed25519.publicKey.pem }]);
});

describe("requireSigner() refuses", () => {
  test.each([
    ["no key", {}, "USAGE_KEY_MISSING"],
    ["two keys", { signingKey: "k", signingKeyFd: 3 }, "USAGE_KEY_INVALID"],
    ["a key that is none", { signingKey: "bad" }, "USAGE_KEY_INVALID"],
    ["a command without a public key", { signingKey: "exec:hsm" }, "USAGE_KEY_MISSING"],
    ["a public key that is not there", { signingKey: "exec:hsm", signingPub: "none" }, "USAGE_KEY_MISSING"],
    ["the public half of another key", { signingKey: "k", signingPub: "other.pub" }, "USAGE_KEY_INVALID"],
  ])("%s", (_, source, code) => {
    expect(codeOf(() => requireSigner(source, runtime()))).toBe(code);
  });

  test("to fall back from a file to the environment", () => {
    const environment = { FIXOPS_SIGNING_KEY: ed25519.privateKey };
    expect(codeOf(() => requireSigner({ signingKey: "none" }, runtime(environment)))).toBe("IO_READ");
  });
});

describe("requireSigner() takes the key of the environment", () => {
  test.each([
    ["with \\n for its line feeds", ed25519.privateKey.replaceAll("\n", "\\n")],
    ["in base64", btoa(ed25519.privateKey)],
    ["in base64 of several lines", btoa(ed25519.privateKey).replaceAll(/(.{60})/g, "$1\n")],
  ])("%s", (_, value) => {
    expect(requireSigner({}, runtime({ FIXOPS_SIGNING_KEY: value })).publicKey).toBe(ed25519.publicKey.pem);
  });
});

describe("requireSigner() does not show", () => {
  const body = ed25519.privateKey.split("\n")[1] ?? "";
  test.each([
    ["the body of a PEM", {}, body, "USAGE_KEY_MISSING"],
    ["base64 of something else", {}, btoa(`key: ${body}`), "USAGE_KEY_MISSING"],
    ["a long text", {}, body.repeat(9), "USAGE_KEY_MISSING"],
    ["half a PEM", {}, ed25519.privateKey.slice(0, 90), "USAGE_KEY_INVALID"],
    ["a key in the flag", { signingKey: ed25519.privateKey }, "", "USAGE_KEY_MISSING"],
    ["the body in the flag", { signingKey: body }, "", "USAGE_KEY_MISSING"],
    ["a key for the public half", { signingKey: "exec:hsm", signingPub: body }, "", "USAGE_KEY_MISSING"],
    ["a command without its exec:", {}, "hsm --pin 1234", "USAGE_KEY_MISSING"],
  ] as const)("%s", (_, source, variable, code) => {
    const fault = faultOf(() => requireSigner(source, { ...runtime({ FIXOPS_SIGNING_KEY: variable }), readSecret }));
    expect(fault.code).toBe(code);
    const shown = JSON.stringify([fault.message, fault.where, fault.hint, String(fault.cause)]);
    expect(shown).not.toContain(body.slice(0, 20));
    expect(shown).not.toContain("1234");
    if (variable !== "") expect(shown).not.toContain(variable.slice(0, 30));
  });
});

describe("signersWhen()", () => {
  test("gives a signer when one is wanted, and none when not", () => {
    expect(signersWhen(true, { signingKey: "k" }, runtime()).signer?.publicKey).toBe(ed25519.publicKey.pem);
    expect(signersWhen(false, {}, runtime({ FIXOPS_SIGNING_KEY: "bad" }))).toEqual({});
  });

  test.each([{ signingKey: "k" }, { signingKeyFd: 3 }, { signingPub: "k.pub" }])(
    "refuses %j that nothing uses",
    (source) => {
      expect(codeOf(() => signersWhen(false, source, runtime()))).toBe("USAGE_BAD_VALUE");
    },
  );
});

describe("signersWhen() signs the log", () => {
  const rawOf = ({ pem }: PublicKey): string =>
    Buffer.from(pem.split("\n").slice(1, -2).join(""), "base64").subarray(-32).toString("hex");
  const logKeyOf = (source: Parameters<typeof signersWhen>[1], environment = {}, isWanted = true) =>
    signersWhen(isWanted, source, runtime(environment)).logKey?.publicKey.toHex();

  test("with the key of the flag, or of the environment, also when nothing else is signed", () => {
    const pem = stranger.privateKey;
    expect(logKeyOf({ logKey: "k" }, { FIXOPS_LOG_KEY: pem }, false)).toBe(rawOf(ed25519.publicKey));
    for (const value of [pem, btoa(pem), pem.replaceAll("\n", "\\n")]) {
      expect(logKeyOf({}, { FIXOPS_LOG_KEY: value }, false)).toBe(rawOf(stranger.publicKey));
    }
    expect(logKeyOf({ signingKey: "k" }, { FIXOPS_LOG_KEY: pem })).toBe(rawOf(stranger.publicKey));
  });

  test.each([
    ["Ed25519", { signingKey: "k" }],
    ["ECDSA", { signingKeyFd: 3 }],
  ])("with a key made of a signing key of %s, the same each time and not that key", (_, source) => {
    const [once, again] = [logKeyOf(source), logKeyOf(source)];
    expect(once).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(once ?? "");
    expect([rawOf(ed25519.publicKey), rawOf(p256.publicKey)]).not.toContain(once ?? "");
  });

  test("by signatures that hold under its public key", () => {
    const { logKey } = signersWhen(true, { signingKey: "k" }, runtime());
    const signature = logKey?.sign(new TextEncoder().encode("checkpoint")) ?? new Uint8Array();
    const spki = Buffer.from(`302a300506032b6570032100${logKey?.publicKey.toHex()}`, "hex");
    const publicKey = createPublicKey({ key: spki, format: "der", type: "spki" });
    expect(verify(null, Buffer.from("checkpoint"), publicKey, signature)).toBe(true);
  });

  test("not at all when a command signs and no log key was given", () => {
    const source = { signingKey: "exec:hsm", signingPub: "k.pub" };
    const signers = signersWhen(true, source, { ...runtime(), signer: () => ed25519.signer });
    expect(signers).toEqual({ signer: ed25519.signer });
  });

  test.each([
    ["a key that is none", { logKey: "bad" }, {}, "USAGE_KEY_INVALID"],
    ["a key of ECDSA", { logKey: "p256" }, {}, "USAGE_KEY_INVALID"],
    ["a file that is not there", { logKey: "none" }, {}, "IO_READ"],
    ["a file of the environment that is not there", {}, { FIXOPS_LOG_KEY: "none" }, "IO_READ"],
    ["a key in the flag itself", { logKey: ed25519.privateKey }, {}, "IO_READ"],
  ])("and refuses %s", (_, source, environment, code) => {
    expect(codeOf(() => signersWhen(false, source, runtime(environment)))).toBe(code);
  });
});
