import type { StageDocument } from "../../src/domain/stage.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";

/** A stage document, complete in its frame. */
export const stageDocument: StageDocument = {
  schema: "fixops.stage/v1",
  app_id: "APP-1234",
  run_id: "run-1",
  stage: "build",
  as_of: "2026-01-02T03:04:05Z",
  commit: "0123456789abcdef0123456789abcdef01234567",
  sequence: 2,
  overlay: { mode: "demo", sha256: "01".repeat(32) },
  inputs: [
    {
      name: "sbom.json",
      sha256: "ab".repeat(32),
      bytes: 3,
      format: "cyclonedx-json",
      kinds: ["sbom"],
      stored: "inputs/build/sbom.json",
      stored_sha256: "ab".repeat(32),
    },
  ],
  artefacts: [{ name: "payments-api.tar", sha256: "cd".repeat(32) }],
  previous: { stage: "design", document: "design.manifest.json", sha256: "ef".repeat(32) },
  tool: { name: "fixops", version: "0.1.0" },
  components: [{ name: "lodash" }],
};

/** As it is written, with other members; undefined leaves one out. */
export function stageBytes(over: { readonly [member: string]: unknown } = {}): Uint8Array {
  const members = Object.entries({ ...stageDocument, ...over }).filter(([, value]) => value !== undefined);
  return new TextEncoder().encode(`${canonicalJson(Object.fromEntries(members))}\n`);
}
