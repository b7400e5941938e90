import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { ingest } from "../../src/ingest/ingest.ts";
import { storedCopy } from "../../src/ingest/stored-copy.ts";
import { inputOf } from "../support/input.ts";

const limits = { maxDepth: 128, maxUnpacked: 2 ** 20, declared: {} };

function resourcesOf(text: string | Uint8Array) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const { files, items } = ingest([inputOf("a.yaml", new TextDecoder().decode(bytes))], limits);
  return { format: files[0]?.format ?? "", resources: items.resources };
}

const manifests = `apiVersion: v1
kind: Secret
metadata: {name: s, namespace: n}
stringData: {token: CANARY}
---
apiVersion: v1
kind: PodList
items:
- metadata: {name: p}
  spec: {containers: [{name: a, image: "\${IMAGE}"}]}
---
apiVersion: v1
kind: List
items: []
`;

describe("storedCopy()", () => {
  test("of manifests reads the same and has no secret", () => {
    const before = resourcesOf(manifests);
    const copy = storedCopy(inputOf("a.yaml", manifests), before, 128);
    expect(new TextDecoder().decode(copy)).not.toContain("CANARY");
    const after = resourcesOf(copy);
    const shape = (one: (typeof after.resources)[number]) => ({ ...one, source: undefined });
    expect(after.resources.map(shape)).toEqual(before.resources.map(shape));
    expect(after.resources).toHaveLength(2);
  });

  test("of a plan has no secret", () => {
    const change = { actions: ["create"], after: { password: "CANARY" }, after_sensitive: { password: true } };
    const plan = { format_version: "1.2", resource_changes: [{ address: "a.b", type: "a", change }] };
    const copy = storedCopy(inputOf("p.json", JSON.stringify(plan)), { format: "terraform-plan-json" }, 128);
    expect(new TextDecoder().decode(copy)).not.toContain("CANARY");
  });

  test.each([
    ["gitleaks-json", "findings/gitleaks"],
    ["trufflehog-json", "findings/trufflehog"],
    ["github-secret-scanning-json", "findings/github-secret-scanning"],
  ])("of %s quotes no secret and reads the same", (format, folder) => {
    const inputs = [...new Bun.Glob(`${folder}/*/input.*`).scanSync(resolve(import.meta.dir, "formats"))];
    const own = inputs.filter((path) => !path.includes("/error-") && !path.includes("/malformed-"));
    expect(own.length).toBeGreaterThan(0);
    for (const path of own) {
      const input = inputOf("report.json", readFileSync(resolve(import.meta.dir, "formats", path)));
      const copy = storedCopy(input, { format }, 128);
      const read = (bytes: Uint8Array) => ingest([inputOf("report.json", bytes)], limits).items.findings;
      expect(read(copy)).toEqual(read(input.bytes));
      const secrets = [
        ...new TextDecoder().decode(input.bytes).matchAll(/"(?:Secret|Match|Raw|RawV2|secret|offender)": ?"([^"]+)"/g),
      ];
      for (const [, secret = ""] of secrets) expect(new TextDecoder().decode(copy)).not.toContain(`"${secret}"`);
    }
  });

  test("of anything else is the bytes themselves", () => {
    const input = inputOf("s.json", "{}");
    expect(storedCopy(input, { format: "cyclonedx-json" }, 128)).toBe(input.bytes);
  });
});
