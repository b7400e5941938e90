import { expect, test } from "bun:test";
import { modes } from "../../src/domain/mode.ts";
import { explainOverlay, overlayYaml } from "../../src/overlay/explain.ts";
import { resolveOverlay } from "../../src/overlay/resolve.ts";
import { embedded } from "./embedded.ts";

const resolved = (modeFlag: string, text = "{}") =>
  resolveOverlay({ files: [{ origin: "team.yml", text }], embedded, modeFlag, flags: [] });

test("explainOverlay() gives a line for every setting, with its origin", () => {
  const text = "guardrails:\n  fail_on: medium\nrules:\n  guardrails/fail-on: { enforce: warn }\n";
  const lines = explainOverlay(resolved("enterprise", text)).map((line) => line.replaceAll(/ {3,}/g, "   "));
  expect(lines).toContain("mode = enterprise   (flag --mode)");
  expect(lines).toContain("guardrails.fail_on = medium   (team.yml:2)");
  expect(lines).toContain("rules.guardrails/fail-on.enforce = warn   (team.yml:4)");
  expect(lines).toContain("ssdlc.required = []   (built-in default)");
  expect(lines.some((line) => /^evidence\.encrypt = true {3}\(overlays\/enterprise\.yml:\d+\)$/.test(line))).toBe(true);
});

test("explainOverlay() shows no control character of an origin", () => {
  const { overlay } = resolved("demo");
  const lines = explainOverlay({ overlay, origins: new Map([["/mode", "te\u001bam.yml:1"]]) });
  expect(lines[0]).toEndWith("(te\\u{1b}am.yml:1)");
});

test("overlayYaml() is an overlay that says the same in either mode", () => {
  for (const mode of modes) {
    const { overlay } = resolved(mode, "evidence: { include_sections: [posture, analytics] }");
    const again = resolved(mode, overlayYaml(overlay));
    expect(again.overlay).toEqual(overlay);
    expect(new Set([...again.origins.values()].map((origin) => origin.split(":")[0]))).toEqual(
      new Set(["flag --mode", "team.yml"]),
    );
  }
});
