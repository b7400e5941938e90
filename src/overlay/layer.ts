import type { Where } from "../domain/error.ts";
import { pointer } from "../standards/json-pointer.ts";
import { isObject, type WireObject } from "../standards/wire.ts";
import { valueAt } from "./merge.ts";
import { type Positions, parseOverlay } from "./parse.ts";

/** Options with the place where each of them is written. */
export type Layer = {
  /** As `overlay show --explain` names it: a file name, `flag --mode`, `environment FIXOPS_MODE`. */
  readonly origin: string;
  readonly value: WireObject;
  /** Absent for what was not written to a file. */
  readonly file?: {
    readonly name: string;
    readonly text: string;
    readonly positions: Positions;
    /** JSON pointer of the layer's root in its file: empty, or that of a profile. */
    readonly root: string;
  };
};

/** A file as a layer. Throws USAGE_OVERLAY_SYNTAX. */
export function fileLayer(name: string, text: string): Layer {
  const { value, positions } = parseOverlay(text, name);
  return { origin: name, value, file: { name, text, positions, root: "" } };
}

/** The part of a file that stands at `path`, as a layer of its own; undefined when there is none. */
export function sublayer(layer: Layer, path: readonly string[]): Layer | undefined {
  const value = valueAt(layer.value, path);
  if (!isObject(value)) return undefined;
  const origin = `${layer.origin} ${path.join(".")}`;
  if (layer.file === undefined) return { origin, value };
  return { origin, value, file: { ...layer.file, root: layer.file.root + pointer(...path) } };
}

/** Where the key or value at `path` is written, or the nearest thing above it; the pointer alone without a file. */
export function locate(layer: Layer, path: readonly PropertyKey[], part: "key" | "value"): Where {
  if (layer.file === undefined) return { pointer: pointer(...path) };
  const { name, positions, root } = layer.file;
  for (let length = path.length; length >= 0; length--) {
    const found = positions.get(root + pointer(...path.slice(0, length)));
    const place = part === "key" ? (found?.key ?? found?.value) : found?.value;
    if (place !== undefined) return { file: name, ...place, pointer: root + pointer(...path) };
  }
  return { file: name, line: 1, column: 1, pointer: root + pointer(...path) };
}

/** The origin of one value for people: `overlays/enterprise.yml:12`, or the layer's name. */
export function originText(layer: Layer, path: readonly string[]): string {
  const { file, line } = locate(layer, path, "key");
  return file === undefined ? layer.origin : `${file}:${line}`;
}
