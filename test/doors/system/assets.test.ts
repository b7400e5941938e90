import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { modes } from "../../../src/domain/mode.ts";
import { kevSha256 } from "../../../src/doors/system/assets/kev-pin.ts";
import { assets } from "../../../src/doors/system/assets.ts";

const root = resolve(import.meta.dir, "../../..");

describe("assets", () => {
  test.each([...modes])("overlay() gives the text of %s as it is in overlays/", (mode) => {
    expect(assets.overlay(mode)).toBe(readFileSync(resolve(root, `overlays/${mode}.yml`), "utf8"));
  });

  test("kev() gives a text that has the digest beside it", () => {
    const { text, sha256 } = assets.kev();
    expect(sha256).toBe(kevSha256);
    expect(new Bun.CryptoHasher("sha256").update(text).digest("hex")).toBe(kevSha256);
  });
});
