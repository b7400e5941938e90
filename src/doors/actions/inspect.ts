import type { FixopsError } from "../../domain/error.ts";
import { exitCodeOfCode } from "../../domain/error.ts";
import { inputRecord } from "../../domain/input-record.ts";
import type { InspectionRecord } from "../../domain/inspection.ts";
import { present } from "../../domain/present.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { type Inspection, inspect } from "../../ingest/inspect.ts";
import { schemaCheck } from "../../ingest/schema/check.ts";
import { renderInspection } from "../../render/inspection.ts";
import { inputLimits } from "./input-limits.ts";
import { loadOverlay } from "./overlay.ts";
import type { Result } from "./result.ts";

export type InspectRequest = {
  readonly overlays: readonly string[];
  readonly mode?: string | undefined;
  readonly paths: readonly string[];
  readonly maxInputBytes?: number | undefined;
  readonly followSymlinks: boolean;
};

/**
 * `inspect`: what each file is, how that was told, what it covers and counts. Decides nothing and writes nothing.
 * Ends with the code of a broken input (4) when any file is refused, after all have been looked at.
 */
export async function inspectFiles(
  request: InspectRequest,
  runtime: Runtime,
): Promise<Result & { readonly notices: readonly string[] }> {
  const { maxBytes, maxDepth, maxUnpacked } = inputLimits(request.maxInputBytes);
  const options = { maxDepth, maxUnpacked, declared: loadOverlay(request, runtime).overlay.formats };
  const notices: string[] = [];
  const inputs = runtime.files.readInputs(
    request.paths.map((path) => ({ path })),
    { maxBytes, followSymlinks: request.followSymlinks, leaveOut: [], tell: (notice) => notices.push(notice) },
  );
  const checkSchema = schemaCheck(await runtime.assets.schemas());
  const files = inspect(inputs, options, checkSchema).map(recordOf);
  const isBroken = files.some((file) => file.outcome === "refused");
  return {
    text: renderInspection(files),
    json: { files },
    exitCode: isBroken ? exitCodeOfCode("INPUT_NOT_RECOGNISED") : 0,
    notices,
  };
}

function recordOf(inspection: Inspection): InspectionRecord {
  const { name } = inspection;
  if ("refusal" in inspection) return { outcome: "refused", name, error: errorOf(inspection.refusal) };
  const { file, title, sign } = inspection;
  return { outcome: "read", title, recognised_by: sign, ...inputRecord(file) };
}

function errorOf({
  code,
  message,
  where,
  hint,
}: FixopsError): Extract<InspectionRecord, { outcome: "refused" }>["error"] {
  return present({ code, message, where, hint });
}
