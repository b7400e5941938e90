import { describe, expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyText } from "../../src/evidence/verify-text.ts";
import { hasNeed } from "../support/needs.ts";
import { ed25519, p256, stranger } from "../support/sample-keys.ts";
import { encryption, sealSample } from "../support/sample-run.ts";

const directory = "demo/20260102T030405Z-0123abcd";

describe("verifyText()", () => {
  test.each([
    ["gzip", { compress: true }, `gzip -dc ${directory}/`],
    ["plain", { compress: false }, `    sha256sum ${directory}/fixops-demo-run-bundle.json\n`],
    ["fernet", { compress: false, encrypt: encryption }, "Fernet(os.environ"],
    ["gzip and fernet", { compress: true, encrypt: encryption }, " | gzip -dc | sha256sum"],
  ])("opens a bundle that is %s", (_, options, command) => {
    expect(verifyText(sealSample(options).manifest)).toContain(command);
  });

  test("names verdict, digests and the run", () => {
    const { manifest } = sealSample({ compress: true });
    const text = verifyText(manifest);
    for (const needed of [manifest.verdict, manifest.bundle.sha256, ...manifest.files.map((file) => file.sha256)]) {
      expect(text).toContain(needed);
    }
    expect(text).toContain(`grep -F '"run":"${manifest.run_id}"' audit/audit.jsonl`);
  });

  test("has commands that pass on the files it is about", () => {
    const { files, manifest } = sealSample({ compress: true });
    const folder = mkdtempSync(join(tmpdir(), "verify-text-"));
    mkdirSync(join(folder, directory), { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(folder, directory, name), bytes);
    const commands = verifyText(manifest)
      .split("\n")
      .filter((line) => line.startsWith("    echo "));
    const { status, stdout } = spawnSync("sh", ["-c", commands.join(" && ")], { cwd: folder, encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect({ status, oks: stdout.match(/OK/g)?.length }).toEqual({ status: 0, oks: manifest.files.length });
  });

  test("says nothing of signatures for a run that has none", () => {
    const text = verifyText(sealSample({ compress: true }).manifest);
    expect(text).toContain("no signature");
    expect(text).not.toContain("openssl");
  });

  test.skipIf(!hasNeed("openssl")).each([
    ["ed25519", ed25519],
    ["ecdsa-p256", p256],
  ])("has commands with which openssl verifies a signature of %s, and not that of another key", (_, pair) => {
    const { files, manifest } = sealSample({ compress: true }, { signer: pair.signer });
    const folder = mkdtempSync(join(tmpdir(), "verify-text-"));
    mkdirSync(join(folder, directory), { recursive: true });
    for (const [name, bytes] of files) writeFileSync(join(folder, directory, name), bytes);
    const [, block = ""] = verifyText(manifest).split("The signature on the manifest");
    const commands = block.split("\n").filter((line) => line.startsWith("    "));
    const outputWith = (pem: string): string => {
      writeFileSync(join(folder, "signer.pub"), pem);
      return spawnSync("sh", ["-c", commands.join("\n")], { cwd: folder, encoding: "utf8" }).stdout;
    };
    const [good, bad] = [outputWith(pair.publicKey.pem), outputWith(stranger.publicKey.pem)];
    rmSync(folder, { recursive: true });
    expect(good).toContain(pair.publicKey.keyId);
    expect(good).toMatch(/Signature Verified Successfully|Verified OK/);
    expect(good).toContain("signed manifest: OK");
    expect(bad).not.toMatch(/Signature Verified Successfully|Verified OK/);
  });
});
