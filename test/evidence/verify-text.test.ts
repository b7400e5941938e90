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
    ["fernet", { compress: false, encryption }, "Fernet(os.environ"],
    ["gzip and fernet", { compress: true, encryption }, " | gzip -dc | sha256sum"],
  ])("opens a bundle that is %s", async (_, options, command) => {
    expect(verifyText((await sealSample(options)).manifest)).toContain(command);
  });

  test("names verdict, digests and the run", async () => {
    const { manifest } = await sealSample({ compress: true });
    const text = verifyText(manifest);
    for (const needed of [manifest.verdict, manifest.bundle.sha256, ...manifest.files.map((file) => file.sha256)]) {
      expect(text).toContain(needed);
    }
    expect(text).toContain(`cat audit/audit.jsonl | grep -F '"run":"${manifest.run_id}"'`);
  });

  test("has commands that pass on the files it is about", async () => {
    const { files, manifest } = await sealSample({ compress: true });
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

  test("says nothing of signatures for a run that has none", async () => {
    const text = verifyText((await sealSample({ compress: true })).manifest);
    expect(text).toContain("no signature");
    expect(text).not.toMatch(/openssl (?:pkeyutl|dgst|pkey)|ssh-keygen|signer\.pub|\.sig/);
  });

  test.skipIf(!hasNeed("openssl")).each([
    ["ed25519", ed25519],
    ["ecdsa-p256", p256],
  ])("has commands with which openssl verifies a signature of %s, and not that of another key", async (_, pair) => {
    const { files, manifest } = await sealSample({ compress: true }, { signer: pair.signer });
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

  test.skipIf(!hasNeed("ssh-keygen"))(
    "has commands with which ssh-keygen verifies, when the key is in the copy",
    async () => {
      const { files, manifest } = await sealSample({ compress: true }, { signer: ed25519.signer });
      const folder = mkdtempSync(join(tmpdir(), "verify-text-"));
      mkdirSync(join(folder, directory), { recursive: true });
      for (const [name, bytes] of files) writeFileSync(join(folder, directory, name), bytes);
      const text = verifyText(manifest, ed25519.publicKey);
      const [, block = ""] = text.split("So does the one for ssh-keygen");
      const commands = block.split("\n").filter((line) => line.startsWith("    "));
      const { status, stdout } = spawnSync("sh", ["-ec", commands.join("\n")], { cwd: folder, encoding: "utf8" });
      rmSync(folder, { recursive: true });
      expect([status, stdout]).toEqual([0, expect.stringContaining('Good "fixops-evidence" signature')]);
      expect(text).toContain(`  keys/${ed25519.publicKey.keyId}.pub `);
    },
  );

  test("reads the logs of closed years first", async () => {
    const text = verifyText((await sealSample({ compress: true })).manifest, undefined, ["2025"]);
    expect(text).toContain("cat audit/shards/2025/audit.jsonl audit/audit.jsonl |");
    expect(text).toContain("for log in audit/shards/2025/audit.jsonl audit/audit.jsonl; do");
  });
});
