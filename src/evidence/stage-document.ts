import { z } from "zod";
import { type StageDocument, type StageFrame, stageNames, stageSchema } from "../domain/stage.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { lineOf, readCanonical, sha256Schema } from "./document.ts";
import { idPattern } from "./run-id.ts";

/** The bytes of a stage document: canonical JSON and one line feed. */
export function stageDocumentBytes(document: StageDocument): Uint8Array {
  return new TextEncoder().encode(`${canonicalJson(document)}\n`);
}

/** Its frame, and all of it. Only the exact bytes that are written are accepted. Throws INTEGRITY_MANIFEST. */
export function readStageDocument(
  bytes: Uint8Array,
  file: string,
): { readonly frame: StageFrame; readonly body: unknown } {
  const body = readCanonical(lineOf(bytes, file), file, stageFrame);
  return { frame: body, body };
}

const id = z.string().regex(idPattern);
const tool = z.object({ name: z.string(), version: z.string() });

const input = z.object({
  name: z.string(),
  sha256: sha256Schema,
  bytes: z.int().min(0),
  format: z.string(),
  kinds: z.array(z.string()),
  stored: z.string(),
  stored_sha256: sha256Schema,
});

/** The frame of a stage document, and whatever else stands in it. */
export const stageFrame = z.looseObject({
  schema: z.literal(stageSchema),
  stage: z.enum(stageNames),
  app_id: id,
  app_name: z.string().exactOptional(),
  run_id: id,
  as_of: z.string(),
  commit: z.string().exactOptional(),
  sequence: z.int().min(1),
  previous: z.object({ stage: z.enum(stageNames), document: z.string(), sha256: sha256Schema }).nullable(),
  tool,
  overlay: z.object({ mode: z.string(), sha256: sha256Schema }),
  inputs: z.array(input),
  artefacts: z.array(z.object({ name: z.string(), sha256: sha256Schema })),
});
