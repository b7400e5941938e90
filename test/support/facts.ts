import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FixopsError } from "../../src/domain/error.ts";
import type { InputBytes } from "../../src/domain/input-file.ts";
import type { Intel } from "../../src/domain/intel.ts";
import { bundleSalt } from "../../src/evidence/salt.ts";
import { readFamiliesPack } from "../../src/ingest/families-pack.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { readKevPack } from "../../src/ingest/kev-pack.ts";
import { resolveOverlay } from "../../src/overlay/resolve.ts";
import type { Facts } from "../../src/pipeline/judge.ts";

/** Facts of a run over real inputs, with the intelligence that is built in. */

const assets = resolve(import.meta.dir, "../../src/doors/system/assets");
const pack = (name: string): string => readFileSync(`${assets}/${name}.txt`, "utf8");

export const builtInIntel: Intel = {
  kev: readKevPack(pack("kev"), "e".repeat(64)),
  families: readFamiliesPack(pack("families"), "f".repeat(64)),
};

/** The demo overlay under more lines. */
export function overlayOf(more = ""): Facts["overlay"] {
  return resolveOverlay({
    files: more === "" ? [] : [{ origin: "test.yml", text: `${more}\n` }],
    embedded: () => "mode: demo\n",
    modeFlag: "demo",
    modeEnvironment: undefined,
    flags: [],
  }).overlay;
}

const overlay = overlayOf("guardrails: { maturity: scaling }");

/** The facts of inputs; undefined when they are refused. */
export function factsOf(inputs: readonly InputBytes[], over: Partial<Facts> = {}): Facts | undefined {
  try {
    return {
      ...ingest(inputs, { maxDepth: 128, maxUnpacked: 2 ** 26, declared: {} }),
      overlay,
      overlayRecord: { mode: "demo", sha256: "b".repeat(64), layers: [] },
      intel: builtInIntel,
      asOf: "2026-08-25T12:00:00Z",
      app: { name: "payments-api" },
      tool: { name: "fixops", version: "0.1.0" },
      salt: bundleSalt(inputs),
      ...over,
    };
  } catch (error) {
    if (error instanceof FixopsError && error.code.startsWith("INPUT_")) return undefined;
    throw error;
  }
}
