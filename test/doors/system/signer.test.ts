import { describe, expect, test } from "bun:test";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandSigner, signer } from "../../../src/doors/system/signer.ts";
import { runCode } from "../../support/child.ts";
import { codeOf, errorOf } from "../../support/code-of.ts";
import { ed25519, p256, stranger } from "../../support/sample-keys.ts";
import { bytesOf, textOf, workspace } from "../../support/workspace.ts";

const fresh = workspace();
const message = bytesOf("DSSEv1 1 a 1 b");
const patience = 10_000;

/** A program that does what the shell lines say; `$SIG` is a signature of the message. */
function program(...lines: readonly string[]): { readonly path: string; readonly directory: string } {
  const directory = fresh();
  const path = join(directory, "sign");
  const head = ["#!/bin/sh", `cd '${directory}'`, `SIG=${ed25519.signer.sign(message).toBase64()}`];
  writeFileSync(path, [...head, ...lines, ""].join("\n"));
  chmodSync(path, 0o700);
  return { path, directory };
}

function signed(path: string, timeoutMs = patience, publicKey = ed25519.publicKey.pem): Uint8Array {
  return commandSigner({ command: path, publicKey }, timeoutMs).sign(message);
}

describe("signer() of a key", () => {
  test.each([
    ["Ed25519", ed25519],
    ["ECDSA P-256", p256],
  ])("%s signs what holds under its public half", (_, { privateKey, publicKey }) => {
    const made = signer({ privateKey });
    expect(made.publicKey).toBe(publicKey.pem);
    expect(publicKey.verify(message, made.sign(message))).toBe(true);
  });

  test.each(["", "x", ed25519.publicKey.pem, ed25519.privateKey.replace("MC4C", "MC4B")])(
    "refuses %j",
    (privateKey) => {
      const error = errorOf(() => signer({ privateKey }));
      expect(error?.code).toBe("USAGE_KEY_INVALID");
      expect(JSON.stringify([error?.message, error?.hint])).not.toContain("BCIE");
    },
  );
});

describe("commandSigner()", () => {
  test("gives the bytes on standard input, and reads base64 from standard output", () => {
    const { path, directory } = program("cat > got", "echo $SIG");
    expect(ed25519.publicKey.verify(message, signed(path))).toBe(true);
    expect(textOf(readFileSync(join(directory, "got")))).toBe(textOf(message));
  });

  test("hands over words parted by spaces, and nothing reads them as a shell would", () => {
    const { path, directory } = program('printf "%s|" "$@" > got', "cat > /dev/null", "echo $SIG");
    signed(`${path}  --slot  9c  $(touch${directory}/x)  ;id`);
    expect(textOf(readFileSync(join(directory, "got")))).toBe(`--slot|9c|$(touch${directory}/x)|;id|`);
  });

  test("needs not read all that it is given", () => {
    expect(signed(program("echo $SIG").path)).toHaveLength(64);
  });

  test.each([
    ["that fails", ["exit 3"]],
    ["that says nothing", ["cat > /dev/null"]],
    ["that says more", ["echo $SIG", "echo more"]],
    ["that writes without end", ["while :; do echo AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA; done"]],
    ["that prints no base64", ["echo !"]],
    ["that prints another signature", [`echo ${stranger.signer.sign(message).toBase64()}`]],
    ["that is killed", ["kill -9 $$"]],
  ])("takes nothing from a command %s", (_, lines) => {
    const error = errorOf(() => signed(program(...lines).path));
    expect(error?.code).toBe("IO_SIGNER");
    expect(error?.message).not.toContain("AAAA");
  });

  test("does not wait for ever", () => {
    expect(codeOf(() => signed(program("exec sleep 20").path, 200))).toBe("IO_SIGNER");
  });

  test("takes nothing from a program that is not there, and needs one", () => {
    expect(codeOf(() => signed(join(fresh(), "none")))).toBe("IO_SIGNER");
    expect(codeOf(() => signed("  "))).toBe("USAGE_KEY_INVALID");
    expect(codeOf(() => signed("sign", patience, "no key"))).toBe("USAGE_KEY_INVALID");
  });

  test("is told no secret of the environment", () => {
    const { path, directory } = program("env > got", "cat > /dev/null", "echo $SIG");
    const code = `import { signer } from "./src/doors/system/signer.ts";
      signer(${JSON.stringify({ command: path, publicKey: ed25519.publicKey.pem })}).sign(new TextEncoder().encode(${JSON.stringify(textOf(message))}));`;
    const environment = { FIXOPS_SIGNING_KEY: "s1", FIXOPS_EVIDENCE_KEY: "s2", FIXOPS_API_TOKEN: "s3", KEPT: "yes" };
    expect(runCode(code, { environment })).toMatchObject({ exitCode: 0 });
    const got = textOf(readFileSync(join(directory, "got")));
    expect(got).toContain("KEPT=yes");
    expect(got).not.toMatch(/FIXOPS_(?:SIGNING_KEY|EVIDENCE_KEY|API_TOKEN)|=s[123]$/m);
  });
});
