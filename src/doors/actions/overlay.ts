import { basename } from "node:path";
import type { OverlayRecord } from "../../domain/bundle.ts";
import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import { explainOverlay, overlayYaml } from "../../overlay/explain.ts";
import { overlayJsonSchema } from "../../overlay/json-schema.ts";
import { type ResolvedOverlay, resolveOverlay, type Setting } from "../../overlay/resolve.ts";
import { canonicalJson } from "../../standards/jcs.ts";
import { positionOf } from "../../standards/position.ts";
import { decodeText } from "../../standards/text.ts";
import type { Result } from "./result.ts";

export type OverlayRequest = {
  readonly overlays: readonly string[];
  readonly mode?: string | undefined;
  /** Options that flags set, above all files. */
  readonly settings?: readonly Setting[];
};

/** An overlay is a page of text; a report by mistake is refused before it is read. */
const maxOverlayBytes = 1024 * 1024;

/** Reads and merges the overlays that flags and environment name. Throws USAGE_*. */
export function loadOverlay(request: OverlayRequest, runtime: Runtime): ResolvedOverlay {
  const files = pathsOf(request, runtime).map((path) => ({ origin: path, text: readText(path, runtime) }));
  const resolved = resolveOverlay({
    files,
    embedded: runtime.assets.overlay,
    modeFlag: request.mode,
    modeEnvironment: runtime.environment("FIXOPS_MODE"),
    flags: request.settings ?? [],
  });
  assertRecordable(resolved, files);
  return resolved;
}

/** The evidence holds the overlay as canonical JSON, which has no way to write half of a surrogate pair (RFC 8785). */
function assertRecordable({ overlay }: ResolvedOverlay, files: readonly { origin: string; text: string }[]): void {
  try {
    canonicalJson(overlay);
  } catch (cause) {
    const file = files.find(({ text }) => escapedHalf.test(text))?.origin;
    throw new FixopsError("USAGE_OVERLAY_VALUE", "the overlay has half of a surrogate pair in a text", {
      where: { ...(file !== undefined && { file }) },
      hint: "write the character as it is, or its escapes in pairs",
      cause,
    });
  }
}

const escapedHalf = /\\u[dD][89a-fA-F]/;

/** The overlay files that flags name, else the one of the environment. */
function pathsOf({ overlays }: OverlayRequest, runtime: Runtime): readonly string[] {
  const path = runtime.environment("FIXOPS_OVERLAY_PATH");
  return overlays.length > 0 || path === undefined ? overlays : [path];
}

/** What the evidence says of the overlay. Files are named without their folder: where they lie is not evidence. */
export function overlayRecord(resolved: ResolvedOverlay, request: OverlayRequest, runtime: Runtime): OverlayRecord {
  const paths = pathsOf(request, runtime);
  const digest = (text: string): string => runtime.sha256(new TextEncoder().encode(text));
  return {
    mode: resolved.mode,
    sha256: digest(canonicalJson(resolved.overlay)),
    layers: resolved.layers.map((layer) => ({
      origin: withoutFolder(layer.origin, paths),
      sha256: digest(layer.text),
    })),
  };
}

function withoutFolder(origin: string, paths: readonly string[]): string {
  const path = paths.find((one) => origin === one || origin.startsWith(`${one} `));
  return path === undefined ? origin : `${basename(path)}${origin.slice(path.length)}`;
}

/** `overlay show`: the effective overlay as YAML, or each value with where it was set. */
export function overlayShow(request: OverlayRequest & { readonly explain: boolean }, runtime: Runtime): Result {
  const resolved = loadOverlay(request, runtime);
  const text = request.explain ? `${explainOverlay(resolved).join("\n")}\n` : overlayYaml(resolved.overlay);
  const origins = Object.fromEntries(resolved.origins);
  return { text, json: request.explain ? { overlay: resolved.overlay, origins } : resolved.overlay, exitCode: 0 };
}

/** `overlay validate`: each file by itself and all together. Throws USAGE_OVERLAY_* when one is wrong. */
export function overlayValidate(request: OverlayRequest, runtime: Runtime): Result {
  const resolved = loadOverlay(request, runtime);
  const files = request.overlays.length === 0 ? [`overlays/${resolved.mode}.yml`] : request.overlays;
  return {
    text: `${files.map((file) => `${file}: valid`).join("\n")}\nmode ${resolved.mode}\n`,
    json: { valid: true, mode: resolved.mode, files },
    exitCode: 0,
  };
}

/** `overlay schema`: the JSON Schema of an overlay file. */
export function overlaySchema(): Result {
  const schema = overlayJsonSchema();
  return { text: `${JSON.stringify(schema, null, 2)}\n`, json: schema, exitCode: 0 };
}

function readText(path: string, runtime: Runtime): string {
  const bytes = runtime.files.read(path, maxOverlayBytes);
  if (bytes === undefined) {
    throw new FixopsError("USAGE_OVERLAY_NOT_FOUND", `the overlay ${path} does not exist`, {
      where: { file: path },
      hint: "correct the path given by --overlay or FIXOPS_OVERLAY_PATH",
    });
  }
  try {
    return decodeText(bytes).text;
  } catch (cause) {
    const { line, column } = positionOf(cause) ?? { line: 1, column: 1 };
    throw new FixopsError("USAGE_OVERLAY_SYNTAX", `the overlay ${path} is not text in UTF-8`, {
      where: { file: path, line, column },
      hint: "save the file as UTF-8",
      cause,
    });
  }
}
