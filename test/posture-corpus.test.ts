import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { postureOptions } from "../src/assess/posture/options.ts";
import { type Posture, postureOf } from "../src/assess/posture/posture.ts";
import { FixopsError } from "../src/domain/error.ts";
import { runGate } from "../src/doors/actions/gate.ts";
import { runStage } from "../src/doors/actions/stage-run.ts";
import { ingest } from "../src/ingest/ingest.ts";
import { gateRequest } from "./doors/actions/sample-gate.ts";
import { stageRequest, stageRuntime } from "./doors/actions/sample-stage.ts";
import { inputOf } from "./support/input.ts";
import { hasShared, shared } from "./support/shared.ts";

/** Real plans and manifests: nothing crashes, nothing is lost, and no secret that a plan holds comes out anywhere. */

const plans = filesOf("corpus/iac/tfplan-json");
const manifests = filesOf("corpus/iac/kubernetes");

function filesOf(folder: string): readonly string[] {
  return hasShared ? readdirSync(shared(folder)).map((name) => `${folder}/${name}`) : [];
}

/** The posture of a file; the code of the error when it is refused. */
function postureOfFile(path: string, bytes: Uint8Array): Posture | string {
  try {
    const { items } = ingest([inputOf(path, bytes)], { maxDepth: 128, maxUnpacked: 2 ** 26, declared: {} });
    return postureOf(items, postureOptions.parse({}));
  } catch (error) {
    if (error instanceof FixopsError) return error.code;
    throw error;
  }
}

describe.skipIf(!hasShared)("real", () => {
  test.each([...plans, ...manifests])("%s", (path) => {
    const posture = postureOfFile(path, readFileSync(shared(path)));
    if (typeof posture === "string") {
      expect(posture).toStartWith("INPUT_");
      return;
    }
    const { resources, judged, unjudged, gone, counting } = posture;
    expect(judged + unjudged.length + gone.length).toBe(resources);
    for (const { at, found } of counting) {
      // A secret or something unknown is no text, so it cannot stand in one; long texts of inputs are cut.
      expect(`${at} ${found}`).not.toMatch(/Symbol\(|\[object /);
      expect(`${at} ${found}`.length).toBeLessThan(1000);
    }
  });

  test("most are judged", () => {
    const read = [...plans, ...manifests].map((path) => postureOfFile(path, readFileSync(shared(path))));
    expect(read.filter((one) => typeof one !== "string").length).toBeGreaterThan(38);
    expect(read.filter((one) => typeof one !== "string" && one.counting.length > 0).length).toBeGreaterThan(20);
  });
});

const canary = "CANARY-0a1b2c";

type Json = { readonly [key: string]: unknown };

/** The plan with a canary for every text that is planned, all of them marked as sensitive; undefined for what is no plan. */
function planted(path: string): Json | undefined {
  try {
    const plan: Json = JSON.parse(readFileSync(shared(path), "utf8").replace(/^\ufeff/, ""));
    if (!Array.isArray(plan["resource_changes"])) return undefined;
    const changes = plan["resource_changes"].map((one: Json) => {
      const change = Object(one["change"]);
      const secret = { before: swapped(change.before), before_sensitive: marked(change.before) };
      return {
        ...one,
        change: { ...change, ...secret, after: swapped(change.after), after_sensitive: marked(change.after) },
      };
    });
    const values = { planned_values: swapped(plan["planned_values"]), prior_state: swapped(plan["prior_state"]) };
    return { ...plan, ...values, variables: { v: { value: canary } }, resource_changes: changes };
  } catch {
    return undefined;
  }
}

function swapped(value: unknown): unknown {
  if (typeof value === "string") return canary;
  if (Array.isArray(value)) return value.map(swapped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, swapped(member)]));
}

/** True where a text is: what Terraform writes for a value that is sensitive. */
function marked(value: unknown): unknown {
  if (typeof value === "string") return true;
  if (Array.isArray(value)) return value.map(marked);
  if (typeof value !== "object" || value === null) return false;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, marked(member)]));
}

describe.skipIf(!hasShared)("no secret of a plan", () => {
  const cases = plans.flatMap((path) => {
    const plan = planted(path);
    return plan === undefined ? [] : [[path, JSON.stringify(plan)] as const];
  });

  test("is left out for want of plans", () => {
    expect(cases.filter(([, text]) => text.includes(canary)).length).toBeGreaterThan(10);
  });

  test.each(cases)("%s comes out of stage or gate", async (path, text) => {
    const runtime = stageRuntime({ files: { "/w/plan.json": text } });
    const { json: document } = runStage(stageRequest({ stage: "deploy" }), runtime);
    const gate = await runGate(
      gateRequest({ inputs: [{ path: "/w/plan.json" }], compress: false, out: [{ format: "md", path: "/w/out.md" }] }),
      runtime,
    );
    const holders = [...runtime.disk].filter(([, bytes]) => new TextDecoder().decode(bytes).includes(canary));
    expect(holders.map(([name]) => name)).toEqual(["/w/plan.json"]);
    expect(JSON.stringify([document, gate.json, gate.text])).not.toContain(canary);
    expect(path).toContain("tfplan");
  });
});
