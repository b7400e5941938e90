import { FixopsError } from "../domain/error.ts";
import { type Mode, modes } from "../domain/mode.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { pointer } from "../standards/json-pointer.ts";
import { nearest } from "../standards/nearest.ts";
import { visibleText } from "../standards/visible.ts";
import type { WireObject } from "../standards/wire.ts";
import { fileLayer, type Layer, originText, sublayer } from "./layer.ts";
import { leavesOf, type Merged, mergeLayers } from "./merge.ts";
import { type Overlay, overlayFileSchema, overlaySchema } from "./schema.ts";
import { completeLayers, validateLayer } from "./validate.ts";

/** Options that a flag or variable sets; the origin says which: `flag --no-compress`. */
export type Setting = { readonly origin: string; readonly value: WireObject };

export type OverlayRequest = {
  /** Overlay files, decoded, in the order in which they were given. */
  readonly files: readonly { readonly origin: string; readonly text: string }[];
  /** Text of the built-in overlay of a mode. */
  readonly embedded: (mode: Mode) => string;
  /** The words of --mode and FIXOPS_MODE. */
  readonly modeFlag?: string | undefined;
  readonly modeEnvironment?: string | undefined;
  readonly flags: readonly Setting[];
};

export type ResolvedOverlay = {
  readonly overlay: Overlay;
  readonly mode: Mode;
  /** JSON pointer of each leaf of `overlay` → where it was set: `team.yml:12`, `flag --mode`, `built-in default`. */
  readonly origins: ReadonlyMap<string, string>;
  /**
   * What the overlay was made of, lowest precedence first, with the text to take a digest of: that of a file
   * as it was given, so that `sha256sum` finds the same; of anything else its canonical JSON.
   */
  readonly layers: readonly { readonly origin: string; readonly text: string }[];
};

const defaultOrigin = "built-in default";

/**
 * The effective overlay (DESIGN §6): built-in defaults < built-in overlay of the mode < overlay files in order
 * < their profiles of the mode in order < environment < flags.
 * The mode: --mode, else FIXOPS_MODE, else the last overlay file that sets it, else demo.
 * Throws USAGE_BAD_VALUE, USAGE_OVERLAY_SYNTAX, USAGE_OVERLAY_KEY, USAGE_OVERLAY_VALUE.
 */
export function resolveOverlay(request: OverlayRequest): ResolvedOverlay {
  const environment = modeSetting("environment FIXOPS_MODE", request.modeEnvironment);
  const flags = [...request.flags, ...modeSetting("flag --mode", request.modeFlag)];
  const files = request.files.map(({ origin, text }) => fileLayer(origin, text));
  for (const layer of files) validateLayer(overlayFileSchema, layer);
  for (const layer of [...environment, ...flags]) validateLayer(overlaySchema, layer);
  const mode = chosenMode([...files, ...environment, ...flags]);
  const embedded = fileLayer(`overlays/${mode}.yml`, request.embedded(mode));
  validateLayer(overlaySchema, embedded);
  const profiles = files.flatMap((layer) => sublayer(layer, ["profiles", mode]) ?? []);
  const layers = [defaults(), embedded, ...files.map(withoutProfiles), ...profiles, ...environment, ...flags];
  const merged = mergeLayers(layers.map((layer) => ({ origin: layer, value: layer.value })));
  const overlay = completeLayers(overlaySchema, merged, layers);
  return { overlay, mode, origins: originsOf(overlay, merged), layers: layers.map(digested) };
}

function modeSetting(origin: string, word: string | undefined): readonly Setting[] {
  if (word === undefined) return [];
  if (modes.some((mode) => mode === word)) return [{ origin, value: { mode: word } }];
  const meant = nearest(word, modes);
  throw new FixopsError("USAGE_BAD_VALUE", `${origin} is "${visibleText(word)}"; expected ${modes.join(" or ")}`, {
    hint: meant === undefined ? `use one of the modes: ${modes.join(", ")}` : `write ${meant}`,
  });
}

function chosenMode(layers: readonly Layer[]): Mode {
  const word = layers.findLast((layer) => layer.value["mode"] !== undefined)?.value["mode"];
  return modes.find((mode) => mode === word) ?? "demo";
}

/** The mode is left out: whichever is chosen, its built-in overlay says it. */
function defaults(): Layer {
  const { mode: _, ...value } = overlaySchema.parse({});
  return { origin: defaultOrigin, value };
}

function withoutProfiles(layer: Layer): Layer {
  const { profiles: _, ...value } = layer.value;
  return { ...layer, value };
}

function originsOf(overlay: Overlay, merged: Merged<Layer>): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const { path } of leavesOf(overlay)) {
    const at = pointer(...path);
    const layer = merged.origins.get(at);
    origins.set(at, layer === undefined ? defaultOrigin : originText(layer, path));
  }
  return origins;
}

function digested(layer: Layer): { readonly origin: string; readonly text: string } {
  const isWholeFile = layer.file !== undefined && layer.file.root === "";
  return { origin: layer.origin, text: isWholeFile ? layer.file.text : canonicalJson(layer.value) };
}
