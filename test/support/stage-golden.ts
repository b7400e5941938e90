import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { correlate } from "../../src/correlate/correlate.ts";
import type { Model } from "../../src/domain/model.ts";
import type { StageName } from "../../src/domain/stage.ts";
import { inputLimits } from "../../src/doors/actions/input-limits.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { overlaySchema } from "../../src/overlay/schema.ts";
import type { Stage, StageBody } from "../../src/stages/stage.ts";
import { catalogue } from "./build.ts";
import { inputOf } from "./input.ts";

const overlay = overlaySchema.parse({});

/** Documents of the app that stand beside the inputs of a case, and are none of them. */
const beside: ReadonlySet<string> = new Set(["golden.json", "previous.json", "build.json", "test.json"]);

/** Folders of `test/stages/<stage>`, one for each case. */
export function casesOf(stage: StageName): readonly string[] {
  return readdirSync(resolve(import.meta.dir, "../stages", stage)).toSorted();
}

/**
 * The golden of a case and what the stage makes of its inputs: all files of the folder but `golden.json`,
 * `previous.json` (the document of the last run), `build.json` and `test.json` (earlier stages of this one).
 * `UPDATE_GOLDENS=1` writes the goldens that are missing.
 */
export function goldenOf(stage: Stage, name: string): { readonly text: string; readonly golden: string } {
  const folder = resolve(import.meta.dir, "../stages", stage.name, name);
  const text = `${JSON.stringify(bodyOf(stage, folder), undefined, 2)}\n`;
  const golden = resolve(folder, "golden.json");
  if (!existsSync(golden) && process.env["UPDATE_GOLDENS"] === "1") writeFileSync(golden, text);
  return { text, golden: readFileSync(golden, "utf8") };
}

function bodyOf(stage: Stage, folder: string): StageBody {
  const previous = documentIn(folder, "previous.json");
  const earlier = (["build", "test"] as const).flatMap((name) => {
    const document = documentIn(folder, `${name}.json`);
    return document === undefined ? [] : [[name, document] as const];
  });
  return stage.body(modelIn(folder), {
    options: overlay,
    ...(previous !== undefined && { previous }),
    earlier: new Map<StageName, unknown>(earlier),
  });
}

function modelIn(folder: string): Model {
  const names = readdirSync(folder).filter((name) => !beside.has(name));
  const inputs = names.map((name) => inputOf(name, readFileSync(resolve(folder, name))));
  const { files, items } = ingest(inputs, { ...inputLimits(), declared: {} });
  const kev = catalogue(["CVE-2021-44228"]);
  return correlate(files, items, { kev }, { asOf: "2026-08-25T12:00:00Z", vex: overlay.vex });
}

function documentIn(folder: string, name: string): unknown {
  const path = resolve(folder, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}
