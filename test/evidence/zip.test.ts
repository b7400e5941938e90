import { expect, test } from "bun:test";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { zipFiles } from "../../src/evidence/zip.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import { workspace } from "../support/workspace.ts";

const fresh = workspace();
const hasPython = spawnSync("python3", ["--version"]).status === 0;
const files = [
  { name: "demo/run/manifest.json", bytes: new TextEncoder().encode("{}\n") },
  { name: "VERIFY.txt", bytes: new TextEncoder().encode("check it\n") },
];

test("zipFiles() gives the same bytes in every time zone", () => {
  const script = `import { zipFiles } from "${join(import.meta.dir, "../../src/evidence/zip.ts")}";
    process.stdout.write(zipFiles([{ name: "a", bytes: new Uint8Array([1]) }]));`;
  const digests = ["UTC", "Asia/Kathmandu", "America/New_York"].map((TZ) => {
    const { stdout } = spawnSync(process.execPath, ["-e", script], { env: { ...process.env, TZ } });
    return sha256Hex(stdout);
  });
  expect(new Set(digests).size).toBe(1);
  expect(digests[0]).toBe(sha256Hex(zipFiles([{ name: "a", bytes: new Uint8Array([1]) }])));
});

test.skipIf(!hasPython)("zipFiles() is read by another implementation", () => {
  const path = join(fresh(), "copy.zip");
  writeFileSync(path, zipFiles(files));
  const list =
    "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), *[(n, z.read(n)) for n in z.namelist()])";
  const { stdout, status } = spawnSync("python3", ["-c", list, path], { encoding: "utf8" });
  expect(status).toBe(0);
  expect(stdout.trim()).toBe(String.raw`None ('demo/run/manifest.json', b'{}\n') ('VERIFY.txt', b'check it\n')`);
});
