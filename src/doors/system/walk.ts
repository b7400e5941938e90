import { readdirSync, type Stats } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import { compareText } from "../../domain/order.ts";
import { entryAt } from "./entry.ts";
import { isAbsence, readError } from "./errno.ts";
import { symlinkError } from "./open-file.ts";

/** A file below a directory: its path, and its name relative to the directory with `/` on every system. */
export type FoundFile = { readonly path: string; readonly name: string };

/** More is not a folder of reports but a slip such as `--input /`. */
const maxFiles = 10_000;

/** How any walk goes. `leaveOut`: whether a file or directory is passed over; `tell` hears of what holds no report. */
export type WalkManner = {
  readonly followSymlinks: boolean;
  readonly leaveOut: (path: string) => boolean;
  readonly tell?: (notice: string) => void;
};

/** What a walk asks about the names that it meets, all relative to its start. */
type WalkRule = WalkManner & {
  readonly wants: (name: string) => boolean;
  /** Levels of directories to look into; 1 is the start alone. */
  readonly depth: number;
  /** Whether a link that is not followed is refused; else it is passed over. */
  readonly refusesLink: (name: string) => boolean;
};

/**
 * All regular files below a directory, hidden ones too, sorted. Pipes, sockets and devices hold no report and are
 * passed over with a notice; a link is refused, since to pass over it would drop evidence. Throws INPUT_SYMLINK, INPUT_TOO_LARGE, IO_READ.
 */
export function filesBelow(directory: string, manner: WalkManner): readonly FoundFile[] {
  return walk(directory, {
    ...manner,
    wants: () => true,
    depth: Number.POSITIVE_INFINITY,
    refusesLink: () => true,
  });
}

/** True for a path that can only be meant as a pattern, unless a file has that very name. */
export function hasGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/**
 * Files that match a pattern (`*`, `?`, `**`, `[…]`, `{a,b}`), hidden ones too, sorted, named relative to the part
 * before the first such sign. A link that matches is refused; linked directories are not looked into, as in shells.
 */
export function filesMatching(pattern: string, manner: WalkManner): readonly FoundFile[] {
  const parts = toSlashes(pattern).split("/");
  const first = parts.findIndex(hasGlob);
  const base = parts.slice(0, first).join("/");
  const rest = parts.slice(first).join("/");
  // A leading ! would mean "all but".
  const glob = new Bun.Glob(rest.replace(/^!/, "\\!"));
  return walk(base === "" ? startOf(pattern) : base, {
    ...manner,
    wants: (name) => glob.match(name),
    depth: rest.includes("**") ? Number.POSITIVE_INFINITY : parts.length - first,
    refusesLink: (name) => glob.match(name),
  });
}

function startOf(pattern: string): string {
  return pattern.startsWith("/") ? "/" : ".";
}

type Place = { readonly path: string; readonly prefix: string; readonly level: number };

function walk(start: string, rule: WalkRule): readonly FoundFile[] {
  const found: FoundFile[] = [];
  const seen = new Set<string>();
  const pending: Place[] = [{ path: start, prefix: "", level: 1 }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    if (rule.followSymlinks && isRepeated(place.path, seen)) continue;
    const { files, directories } = lookInto(place, rule);
    found.push(...files);
    if (place.level < rule.depth) pending.push(...directories);
    if (found.length > maxFiles) throw tooMany(start);
  }
  return found.toSorted((a, b) => compareText(a.name, b.name));
}

function lookInto(place: Place, rule: WalkRule): { readonly files: FoundFile[]; readonly directories: Place[] } {
  const files: FoundFile[] = [];
  const directories: Place[] = [];
  for (const entry of entriesOf(place.path)) {
    const name = place.prefix + entry;
    const path = `${place.path.replace(/\/$/, "")}/${entry}`;
    if (rule.leaveOut(path)) continue;
    const stat = look(path, name, rule);
    if (stat?.isDirectory()) directories.push({ path, prefix: `${name}/`, level: place.level + 1 });
    else if (stat && rule.wants(name)) takeFile(stat, { path, name }, files, rule);
  }
  return { files, directories };
}

function takeFile(stat: Stats, file: FoundFile, files: FoundFile[], rule: WalkRule): void {
  if (stat.isFile()) files.push(file);
  else rule.tell?.(`left out: ${file.path}, which is no regular file`);
}

/** What is there, behind a link when links are followed; undefined for a link that is passed over or points nowhere. */
function look(path: string, name: string, rule: WalkRule): Stats | undefined {
  const stat = entryAt(path);
  if (!stat?.isSymbolicLink()) return stat;
  if (rule.followSymlinks) return entryAt(path, true);
  if (rule.refusesLink(name)) throw symlinkError(path);
  return undefined;
}

/** Links can lead in circles: each directory is read once. */
function isRepeated(path: string, seen: Set<string>): boolean {
  const stat = entryAt(path, true);
  const identity = `${stat?.dev}:${stat?.ino}`;
  const repeated = seen.has(identity);
  seen.add(identity);
  return repeated;
}

function entriesOf(directory: string): readonly string[] {
  try {
    return readdirSync(directory).toSorted(compareText);
  } catch (error) {
    if (isAbsence(error)) return [];
    throw readError(directory, error);
  }
}

function toSlashes(path: string): string {
  return process.platform === "win32" ? path.replaceAll("\\", "/") : path;
}

function tooMany(start: string): FixopsError {
  return new FixopsError("INPUT_TOO_LARGE", `${start} holds more than ${maxFiles} files`, {
    where: { file: start },
    hint: "name the directory of the reports, or a narrower pattern",
  });
}
