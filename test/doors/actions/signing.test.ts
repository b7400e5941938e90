import { describe, expect, test } from "bun:test";
import type { SignerSource } from "../../../src/domain/runtime.ts";
import { requireSigner, signerWhen } from "../../../src/doors/actions/signing.ts";
import { codeOf } from "../../support/code-of.ts";
import { type FakeOptions, fakeRuntime } from "../../support/runtime.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";

const runtime = (environment: FakeOptions["environment"] = {}) =>
  fakeRuntime({
    environment,
    secrets: { k: ed25519.privateKey, "fd:3": p256.privateKey, bad: "x" },
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
    ["a key on the command line", { signingKey: ed25519.privateKey }, "IO_READ"],
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

describe("signerWhen()", () => {
  test("gives a signer when one is wanted, and none when not", () => {
    expect(signerWhen(true, { signingKey: "k" }, runtime()).signer?.publicKey).toBe(ed25519.publicKey.pem);
    expect(signerWhen(false, {}, runtime({ FIXOPS_SIGNING_KEY: "bad" }))).toEqual({});
  });

  test.each([{ signingKey: "k" }, { signingKeyFd: 3 }, { signingPub: "k.pub" }])(
    "refuses %j that nothing uses",
    (source) => {
      expect(codeOf(() => signerWhen(false, source, runtime()))).toBe("USAGE_BAD_VALUE");
    },
  );
});
