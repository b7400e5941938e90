import type { Location } from "../../../domain/finding.ts";
import { percentDecoded } from "../../../standards/percent.ts";
import { at, field, list, number, text, type WireObject } from "../../../standards/wire.ts";
import type { Writable } from "../writable.ts";
import { lineNumber } from "./report-text.ts";

/** Turns a result's first location into a file and a line, for one run. */
export type Locator = (result: WireObject) => Location;

/**
 * Locations of one run. The file is `artifactLocation.uri` (SARIF 2.1.0 §3.4.3), else the artifact that `index` names.
 * A base (`uriBaseId`, §3.14.14) is put before a relative URI as far as it is relative itself: an absolute base is
 * the directory of one machine, and a finding must be the same finding on two.
 * Each distinct URI is cleaned once, for reports name one file thousands of times.
 */
export function locator(run: WireObject): Locator {
  const artifacts = list(run, "artifacts");
  const bases = field(run, "originalUriBaseIds");
  const files: Files = new Map();
  return (result) => {
    const physical = field(list(result, "locations")[0], "physicalLocation");
    const location: Writable<Location> = {};
    const file = fileOf(named(field(physical, "artifactLocation"), artifacts), bases, files);
    if (file !== undefined) location.file = file;
    const line = lineNumber(at(physical, "region", "startLine"));
    if (line !== undefined) location.line = line;
    return location;
  };
}

/** Base id (empty for none) → URI → file. */
type Files = Map<string, Map<string, string>>;

function named(location: unknown, artifacts: readonly unknown[]): unknown {
  if (text(location, "uri") !== undefined) return location;
  const index = number(location, "index");
  return index === undefined ? undefined : field(artifacts[index], "location");
}

function fileOf(place: unknown, bases: unknown, files: Files): string | undefined {
  const uri = text(place, "uri");
  if (uri === undefined) return undefined;
  const base = text(place, "uriBaseId") ?? "";
  const known = filesOf(base, files);
  const seen = known.get(uri);
  if (seen !== undefined) return seen;
  const file = pathOfUri(uri, base === "" ? "" : prefixOf(base, bases));
  known.set(uri, file);
  return file;
}

function filesOf(base: string, files: Files): Map<string, string> {
  const known = files.get(base) ?? new Map<string, string>();
  files.set(base, known);
  return known;
}

/** Bases refer to bases; a chain longer than this is a loop, and a loop is no place. */
const maxBases = 8;

function prefixOf(base: string, bases: unknown): string {
  let prefix = "";
  let id: string | undefined = base;
  for (let depth = 0; id !== undefined && depth < maxBases; depth++) {
    const entry: unknown = field(bases, id);
    const uri = text(entry, "uri")?.trim() ?? "";
    if (isAbsolute(uri)) return prefix;
    prefix = `${uri}${uri === "" || uri.endsWith("/") ? "" : "/"}${prefix}`;
    id = text(entry, "uriBaseId");
  }
  return id === undefined ? prefix : "";
}

/** A URI scheme has two letters or more; one letter is a Windows drive (RFC 8089 appendix E.2). */
const scheme = /^[A-Za-z][A-Za-z0-9+.-]{1,30}:/;
const drive = /^[A-Za-z]:/;

function isAbsolute(uri: string): boolean {
  return uri.startsWith("/") || uri.startsWith("\\") || scheme.test(uri) || drive.test(uri);
}

/**
 * A path as people write it: `file:` stripped, percent-encoding undone where it is valid, slashes forward.
 * `prefix` goes before a relative URI. Other schemes stay as they are.
 */
export function pathOfUri(uri: string, prefix: string): string {
  const trimmed = uri.trim();
  if (trimmed.slice(0, 5).toLowerCase() === "file:") return plain(pathOfFileUri(trimmed.slice(5)));
  if (scheme.test(trimmed)) return trimmed;
  return plain(isAbsolute(trimmed) ? trimmed : `${prefix}${trimmed}`);
}

/** RFC 8089 with the spellings met in the wild: `/p`, `///p`, `//localhost/p`, `//C:/p`, `////p`, `//host/share`. */
function pathOfFileUri(rest: string): string {
  if (!rest.startsWith("//")) return withoutSlashBeforeDrive(rest);
  const slash = rest.indexOf("/", 2);
  const authority = slash === -1 ? rest.slice(2) : rest.slice(2, slash);
  const path = slash === -1 ? "" : rest.slice(slash);
  if (drive.test(authority)) return `${authority}${path}`;
  if (authority !== "" && authority !== "localhost") return `//${authority}${path}`;
  return withoutSlashBeforeDrive(path.replace(/^\/+/, "/"));
}

function withoutSlashBeforeDrive(path: string): string {
  return path.startsWith("/") && drive.test(path.slice(1, 3)) ? path.slice(1) : path;
}

function plain(path: string): string {
  return percentDecoded(path.replaceAll("\\", "/"));
}
