import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { binary, hasBinary } from "../support/binary.ts";
import { hasNeed } from "../support/needs.ts";
import { runScenario } from "../support/scenario.ts";
import { parseScenario } from "../support/script.ts";

const scripts = readdirSync(import.meta.dir).filter((name) => name.endsWith(".txt"));
const timeout = 180_000;

test("there are scenarios", () => {
  expect(scripts.length).toBeGreaterThan(20);
});

// The scripts use the tools of a Linux system: sha256sum, GNU sed, /dev/full.
describe.skipIf(!hasBinary || process.platform !== "linux")("scenarios", () => {
  for (const script of scripts.toSorted()) {
    const scenario = parseScenario(script, readFileSync(join(import.meta.dir, script), "utf8"));
    const lacks = scenario.needs.filter((need) => !hasNeed(need));
    const name = lacks.length === 0 ? script : `${script} (skipped: this machine has no ${lacks.join(", ")})`;
    test.concurrent.skipIf(lacks.length > 0)(name, () => runScenario(scenario, binary), timeout);
  }
});
