import { describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { correlate } from "../../src/correlate/correlate.ts";
import type { Model } from "../../src/domain/model.ts";
import { embeddedIntel } from "../../src/doors/actions/embedded-intel.ts";
import { inputLimits } from "../../src/doors/actions/input-limits.ts";
import { assets } from "../../src/doors/system/assets.ts";
import { ingest } from "../../src/ingest/ingest.ts";
import { overlaySchema } from "../../src/overlay/schema.ts";
import { buildStage } from "../../src/stages/build.ts";
import type { StageBody } from "../../src/stages/stage.ts";
import { component, inputFile, model } from "../support/build.ts";
import { inputOf } from "../support/input.ts";
import { fakeRuntime } from "../support/runtime.ts";
import { documentOf } from "../support/sboms.ts";

const overlay = overlaySchema.parse({});

function bodyOf(given: Model): StageBody {
  return buildStage.body(given, { options: overlay, earlier: new Map() });
}

/** The model of fixtures of payments-api. */
function modelOf(variant: string, names: readonly string[]): Model {
  const folder = resolve(import.meta.dir, "../../fixtures/payments-api", variant);
  const inputs = names.map((name) => inputOf(name, readFileSync(resolve(folder, name))));
  const { files, items } = ingest(inputs, { ...inputLimits(), declared: {} });
  const intel = embeddedIntel(fakeRuntime({ assets }));
  return correlate(files, items, intel, { asOf: "2026-08-25T12:00:00Z", vex: overlay.vex });
}

/** `UPDATE_GOLDENS=1` writes the goldens that are missing. */
test.each([
  ["conditional", ["sbom.cdx.json"]],
  ["go", ["sbom.cdx.json", "grype.json", "vex.openvex.json"]],
  ["no-go", ["sbom.cdx.json", "grype.json", "vex.openvex.json"]],
])("the build of payments-api (%s) is its golden", (variant, names) => {
  const text = `${JSON.stringify(bodyOf(modelOf(variant, names)), undefined, 2)}\n`;
  const golden = resolve(import.meta.dir, `build/${variant}.json`);
  if (!existsSync(golden) && process.env["UPDATE_GOLDENS"] === "1") writeFileSync(golden, text);
  expect(text).toBe(readFileSync(golden, "utf8"));
});

describe("buildStage", () => {
  test("links what was given, by digest", () => {
    const [sha256, other] = ["a".repeat(64), "b".repeat(64)];
    const inputs = [
      inputFile({ name: "sbom.json", sha256, kinds: ["sbom", "vex", "cve"] }),
      inputFile({ name: "made.jsonl", sha256: other, kinds: ["provenance"] }),
    ];
    expect(bodyOf(model({ inputs, documents: [documentOf([])] }))["links"]).toEqual({
      sbom: [{ name: "sbom.json", sha256 }],
      provenance: [{ name: "made.jsonl", sha256: other }],
    });
    expect(bodyOf(model({ inputs: [] }))["links"]).toEqual({});
  });

  test("without a component has no score, says why, and doubts", () => {
    const { components_indexed, build_risk_score, build_risk_not_scored, doubts } = bodyOf(model({ inputs: [] }));
    expect([components_indexed, build_risk_score]).toEqual([0, undefined]);
    expect(build_risk_not_scored).toBe("there is no component to look at");
    expect(doubts).toEqual(["no SBOM among the inputs: what the release is made of is not known"]);
  });

  test("with an empty SBOM carries the doubt of its reader", () => {
    const empty = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, components: [] });
    const { files, items } = ingest([inputOf("sbom.json", empty)], { ...inputLimits(), declared: {} });
    const given = correlate(
      files,
      items,
      { kev: model().intel.kev },
      { asOf: "2026-08-25T12:00:00Z", vex: overlay.vex },
    );
    expect(bodyOf(given)["doubts"]).toEqual(["sbom.json: lists no component"]);
  });

  test("with a scan that found nothing scores 0", () => {
    const inputs = [inputFile({ name: "grype.json", kinds: ["cve"] })];
    expect(bodyOf(model({ inputs, components: [component()] }))["build_risk_score"]).toBe(0);
  });
});
