import { describe, expect, test } from "bun:test";
import { modes } from "../../src/domain/mode.ts";
import { type OverlayRequest, resolveOverlay } from "../../src/overlay/resolve.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { codeAndPlace, faultOf } from "../support/code-of.ts";
import { embedded } from "./embedded.ts";

const file = (text: string, origin = "team.yml") => ({ origin, text });
const resolved = (request: Partial<OverlayRequest>) => resolveOverlay({ files: [], embedded, flags: [], ...request });

describe("resolveOverlay() chooses the mode", () => {
  const files = [file("mode: enterprise\n"), file("evidence: { encrypt: false }\n", "second.yml")];
  const rows: readonly (readonly [Partial<OverlayRequest>, mode: string, origin: string])[] = [
    [{}, "demo", "overlays/demo.yml:3"],
    [{ files }, "enterprise", "team.yml:1"],
    [{ files: [...files, file("mode: demo\n", "third.yml")] }, "demo", "third.yml:1"],
    [{ files, modeEnvironment: "demo" }, "demo", "environment FIXOPS_MODE"],
    [{ files, modeEnvironment: "demo", modeFlag: "enterprise" }, "enterprise", "flag --mode"],
  ];
  test.each(rows.map((row) => [`${row[1]} of ${row[2]}`, ...row] as const))("%s", (_, request, mode, origin) => {
    const { overlay, origins, mode: chosen, layers } = resolved(request);
    expect([chosen, overlay.mode, origins.get("/mode")]).toEqual([mode, mode, origin] as never);
    expect(layers[1]?.origin).toBe(`overlays/${mode}.yml`);
  });

  test.each([
    [{ modeFlag: "prod" }, "USAGE_BAD_VALUE"],
    [{ modeEnvironment: "Demo" }, "USAGE_BAD_VALUE"],
    [{ modeFlag: "constructor" }, "USAGE_BAD_VALUE"],
    [{ files: [file("mode: prod\n")] }, "USAGE_OVERLAY_VALUE"],
  ])("refuses %j", (request, code) => {
    const error = faultOf(() => resolved(request));
    expect(error.code).toBe(code as never);
    for (const mode of modes) expect(error.message).toContain(mode);
  });
});

describe("resolveOverlay() lets the later layer win", () => {
  const days = (n: number) => ({ evidence: { retention_days: n } });
  const profile =
    "profiles: { enterprise: { evidence: { retention_days: 4 } }, demo: { evidence: { retention_days: 5 } } }\n";
  const text = `mode: enterprise\nevidence: { retention_days: 3 }\n${profile}`;
  const flags = [{ origin: "flag --x", value: days(7) }];
  const rows: readonly (readonly [Partial<OverlayRequest>, value: number, origin: string])[] = [
    [{ embedded: () => "{}" }, 2555, "built-in default"],
    [{ embedded: () => "evidence:\n  retention_days: 2\n" }, 2, "overlays/demo.yml:2"],
    [{ files: [file("evidence:\n  retention_days: 3\n")] }, 3, "team.yml:2"],
    [
      { files: [file("evidence: { retention_days: 3 }\n"), file("evidence: { retention_days: 33 }\n", "b.yml")] },
      33,
      "b.yml:1",
    ],
    [{ files: [file(text)] }, 4, "team.yml:3"],
    [{ files: [file(text), file("evidence: { retention_days: 33 }\n", "b.yml")] }, 4, "team.yml:3"],
    [{ files: [file(text), file(`\n${profile}`, "b.yml")] }, 4, "b.yml:2"],
    [{ files: [file(text)], modeFlag: "demo" }, 5, "team.yml:3"],
    [{ files: [file(text)], flags }, 7, "flag --x"],
  ];
  test.each(rows.map((row) => [`${row[1]} of ${row[2]}`, ...row] as const))("%s", (_, request, value, origin) => {
    const { overlay, origins } = resolved(request);
    expect([overlay.evidence.retention_days, origins.get("/evidence/retention_days")]).toEqual([
      value,
      origin,
    ] as never);
  });

  test("merges maps of other layers and replaces lists", () => {
    const { overlay } = resolved({
      files: [file("inputs: { required: [cve] }\ncontext: { criticality: { high: 9 } }\n")],
    });
    expect(overlay.inputs.required).toEqual(["cve"]);
    expect(overlay.context.criticality).toMatchObject({ high: 9, low: 1 });
  });

  test("the profiles are not part of the result", () => {
    expect(Object.hasOwn(resolved({ files: [file(text)] }).overlay, "profiles")).toBe(false);
  });
});

test("resolveOverlay() names an origin for every leaf", () => {
  for (const mode of modes) {
    const { origins } = resolved({ modeFlag: mode });
    expect(origins.size).toBeGreaterThan(15);
    expect([...origins.values()].filter((origin) => origin === "")).toEqual([]);
  }
});

test("resolveOverlay() gives the layers in order, files as they were given", () => {
  const text = "# ours\nmode: enterprise\nprofiles: { enterprise: { evidence: { encrypt: false } } }\n";
  const flags = [{ origin: "flag --no-compress", value: { evidence: { compress: false } } }];
  const { layers } = resolved({ files: [file(text)], flags, modeEnvironment: "enterprise" });
  expect(layers.slice(1)).toEqual([
    { origin: "overlays/enterprise.yml", text: embedded("enterprise") },
    { origin: "team.yml", text },
    { origin: "team.yml profiles.enterprise", text: '{"evidence":{"encrypt":false}}' },
    { origin: "environment FIXOPS_MODE", text: '{"mode":"enterprise"}' },
    { origin: "flag --no-compress", text: '{"evidence":{"compress":false}}' },
  ]);
  expect(layers[0]?.origin).toBe("built-in default");
  expect(canonicalJson(JSON.parse(layers[0]?.text ?? ""))).toBe(layers[0]?.text as string);
});

describe("resolveOverlay() refuses", () => {
  test.each([
    ["guardrails:\n  fial_on: high\n", "USAGE_OVERLAY_KEY team.yml:2:3"],
    ["profiles:\n  demo:\n    guardrails: { fail_on: hihg }\n", "USAGE_OVERLAY_VALUE team.yml:3:28"],
    ["profiles:\n  enterprise: { ai: {} }\n", "USAGE_OVERLAY_KEY team.yml:2:17"],
    ["rules:\n  guardrails/fail-no: { enforce: warn }\n", "USAGE_OVERLAY_KEY team.yml:2:3"],
    ["rules:\n  guardrails/fail-on: { enforce: ignore }\n", "USAGE_OVERLAY_VALUE team.yml:2:34"],
    ["evidence: { include_sections: [decision, desicion] }\n", "USAGE_OVERLAY_VALUE team.yml:1:42"],
    ["", "USAGE_OVERLAY_SYNTAX team.yml:1:1"],
  ])("%j", (text, expected) => {
    expect(codeAndPlace(() => resolved({ files: [file("{}", "first.yml"), file(text)] }))).toBe(expected);
  });

  test.each(["data", "toggles", "compliance", "policy_automation", "analytics", "ai", "forecast", "waivers"])(
    "the key %s of later versions, without a guess",
    (key) => {
      const error = faultOf(() => resolved({ files: [file(`mode: demo\n${key}: {}\n`)] }));
      expect([error.code, error.where?.line]).toEqual(["USAGE_OVERLAY_KEY", 2]);
      expect(error.message).toContain("not_evaluated");
      expect(error.message).not.toContain("did you mean");
    },
  );

  test("a faulty profile of the other mode", () => {
    const files = [file("profiles:\n  enterprise: { evidence: { sgin: true } }\n")];
    expect(codeAndPlace(() => resolved({ files, modeFlag: "demo" }))).toBe("USAGE_OVERLAY_KEY team.yml:2:29");
  });

  test("a bad value of a flag", () => {
    const flags = [{ origin: "flag --days", value: { evidence: { retention_days: 0 } } }];
    expect(faultOf(() => resolved({ flags })).code).toBe("USAGE_BAD_VALUE");
  });
});

describe("the built-in overlays", () => {
  test("demo is forgiving and needs no key", () => {
    const { overlay } = resolved({});
    expect(overlay.guardrails).toMatchObject({ maturity: "foundational" });
    expect(overlay.inputs.required).toEqual(["sbom"]);
    expect(overlay.exploitability.kev_max_age_days).toBe(365);
    expect(overlay.evidence).toEqual({
      compress: true,
      encrypt: false,
      recipients: [],
      max_bytes: 256 * 1024 * 1024,
      keep_inputs: true,
      sign: false,
      retention_days: 2555,
    });
    expect(overlay.rules).toEqual({});
  });

  test("enterprise is strict, encrypts and signs", () => {
    const { overlay } = resolved({ modeFlag: "enterprise" });
    expect(overlay.guardrails).toMatchObject({ maturity: "scaling" });
    expect(overlay.inputs.required).toEqual(["design", "context", "sbom", "sarif", "cve"]);
    expect(overlay.exploitability.kev_max_age_days).toBe(14);
    expect(overlay.evidence).toMatchObject({ encrypt: true, sign: true });
  });

  test("fit on a screen and in its width", () => {
    for (const mode of modes) {
      const lines = embedded(mode).split("\n");
      expect(lines.length).toBeLessThan(45);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    }
  });
});
