import { expect, test } from "bun:test";
import type { Assets } from "../../../src/domain/runtime.ts";
import { systemRuntime } from "../../../src/doors/system/runtime.ts";

const assets: Assets = {
  overlay: () => "mode: demo",
  kev: () => ({ text: "", sha256: "" }),
  families: () => ({ text: "", sha256: "" }),
  samples: () => [],
  schemas: () => Promise.resolve(() => ""),
};

test("systemRuntime() carries the assets it was given and hashes as the system does", () => {
  const runtime = systemRuntime(assets);
  expect(runtime.assets).toBe(assets);
  expect(runtime.sha256(new Uint8Array())).toBe(new Bun.CryptoHasher("sha256").digest("hex"));
  expect(runtime.randomBytes(16)).toHaveLength(16);
});
