import { expect, test } from "bun:test";
import { embeddedIntel } from "../../../src/doors/actions/embedded-intel.ts";
import { assets } from "../../../src/doors/system/assets.ts";
import { codeOf } from "../../support/code-of.ts";
import { fakeRuntime } from "../../support/runtime.ts";

test("embeddedIntel() reads both packs of the binary", () => {
  const { kev, families } = embeddedIntel(fakeRuntime({ assets }));
  expect(kev.entries.size).toBeGreaterThan(1000);
  expect(families?.count).toBe(65);
});

test.each(["kev", "families"] as const)("embeddedIntel() refuses a damaged pack: %s", (name) => {
  const runtime = fakeRuntime({ assets: { [name]: () => ({ text: "x", sha256: "y" }) } });
  expect(codeOf(() => embeddedIntel(runtime))).toBe("INTEGRITY_INTEL");
});
