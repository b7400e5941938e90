import { describe, expect, test } from "bun:test";
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { handOffFiles } from "../../../src/evidence/hand-off/files.ts";
import { shell } from "../../support/child.ts";
import { type HandOff, handOff } from "../../support/hand-off.ts";
import { hasNeed } from "../../support/needs.ts";
import { ed25519 } from "../../support/sample-keys.ts";
import { encryption } from "../../support/sample-run.ts";
import { bytesOf, textOf, treeOf, workspace } from "../../support/workspace.ts";

const makeDirectory = workspace();

const script = textOf(handOffFiles().find(({ name }) => name === "verify.sh")?.bytes);

async function placed(files: Promise<HandOff>): Promise<string> {
  const directory = makeDirectory();
  for (const [path, bytes] of await files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), bytes);
  }
  return directory;
}

const signed = () => placed(handOff({ runs: [{ runId: "one", seal: { compress: true }, signer: ed25519.signer }] }));

describe("handOffFiles()", () => {
  test("are a script and a page", () => {
    expect(handOffFiles().map(({ name }) => name)).toEqual(["verify.sh", "verify.html"]);
  });
});

describe("verify.sh", () => {
  test("is a script for any POSIX shell, and calls nothing that could reach a network", () => {
    expect(script).toStartWith("#!/bin/sh\n");
    const foreign = /\b(?:curl|wget|nc|ssh|s_client|eval|source|local|declare)\b(?!-)|\[\[|<\(|<<</g;
    expect(script.match(foreign)).toBeNull();
    for (const name of ["dash", "bash", "busybox"].filter((one) => Bun.which(one) !== null)) {
      const command = name === "busybox" ? "busybox sh -n" : `${name} -n`;
      expect(shell(`${command} verify.sh`, scriptDirectory())).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    }
  });

  function scriptDirectory(): string {
    const directory = makeDirectory();
    writeFileSync(join(directory, "verify.sh"), script);
    return directory;
  }

  test.skipIf(!hasNeed("openssl"))("writes nowhere but in a directory of its own, which it removes", async () => {
    const directory = await signed();
    const temporary = makeDirectory();
    const before = treeOf(directory);
    const { exitCode, stderr } = shell(`TMPDIR=${temporary} sh verify.sh`, directory);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(treeOf(directory)).toEqual(before);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test.skipIf(!hasNeed("openssl"))("tells whose key it took", async () => {
    const directory = await signed();
    writeFileSync(join(directory, "owner.pub"), ed25519.publicKey.pem);
    expect(shell("sh verify.sh", directory).stdout).toContain("a key that came with the copy");
    expect(shell("cd /; sh $OLDPWD/verify.sh --key $OLDPWD/owner.pub", directory).stdout).toContain(
      "a key that was given",
    );
    expect(shell("rm -r keys; sh verify.sh", directory)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("VERIFIED, but 3 could not be checked"),
    });
  });

  test.each([
    ["an option that it does not know", "sh verify.sh --keys owner.pub"],
    ["an option without its file", "sh verify.sh --key"],
    ["a file that is not there", "sh verify.sh --key none.pub"],
  ])("ends with 3 for %s", async (_, command) => {
    const directory = await placed(handOff({ runs: [] }));
    writeFileSync(join(directory, "owner.pub"), ed25519.publicKey.pem);
    const { exitCode, stdout, stderr } = shell(command, directory);
    expect([exitCode, stdout]).toEqual([3, ""]);
    expect(stderr).toStartWith("usage: ");
  });

  test("shows nothing of a copy that a terminal would obey", async () => {
    const directory = await placed(handOff({ runs: [{ runId: "one", seal: { compress: true } }] }));
    writeFileSync(join(directory, "demo/one/\u001b[31mred\u202e\n"), "x");
    const { exitCode, stdout } = shell("sh verify.sh", directory);
    expect(exitCode).toBe(5);
    expect(stdout.replaceAll("\n", "")).toMatch(/^[ -~]*$/);
    expect(stdout).toContain("[31mred");
  });

  test.skipIf(!hasNeed("python3-cryptography"))("opens Fernet with one of the keys in the environment", async () => {
    const directory = await placed(handOff({ runs: [{ runId: "one", seal: { compress: true, encryption } }] }));
    const [key, other] = [
      "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
      "_wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    ];
    const run = (keys: string) => shell(`PATH=/usr/bin:$PATH FIXOPS_EVIDENCE_KEY='${keys}' sh verify.sh`, directory);
    expect(run(`${other}, ${key}`)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("ok    bundle: opens"),
    });
    expect(run(other)).toMatchObject({
      exitCode: 5,
      stdout: expect.stringContaining("FAIL  bundle: opens to 0 bytes"),
    });
    expect(run("")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("?     bundle: ") });
  });

  test.skipIf(!hasNeed("age"))("opens age with an identity", async () => {
    const identities = makeDirectory();
    shell("age-keygen -o mine; age-keygen -o other; age-keygen -y mine > mine.pub", identities);
    const recipient = textOf(bytesOf(shell("cat mine.pub", identities).stdout)).trim();
    const encrypt = (bytes: Uint8Array): Uint8Array =>
      new Uint8Array(Bun.spawnSync(["age", "-r", recipient], { stdin: bytes }).stdout);
    const encryptedForAge = { step: "age", recipients: [recipient], encrypt } as const;
    const seal = { compress: true, encryption: encryptedForAge };
    const directory = await placed(handOff({ runs: [{ runId: "one", seal }] }));
    chmodSync(join(identities, "mine"), 0o600);
    const run = (rest: string) => shell(`sh verify.sh ${rest}`, directory);
    expect(run(`--identity ${identities}/mine`)).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("\nVERIFIED\n"),
    });
    expect(run(`--identity ${identities}/other`).exitCode).toBe(5);
    expect(run("")).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("VERIFIED, but 2") });
  });
});
