import { basename } from "node:path";
import { FixopsError } from "../../domain/error.ts";
import type { InputBytes } from "../../domain/input-file.ts";
import type { InputRequest, ReadLimits } from "../../domain/runtime.ts";
import { sha256Hex } from "../../standards/sha256.ts";
import { entryAt } from "./entry.ts";
import { readError } from "./errno.ts";
import { nameInputs } from "./input-names.ts";
import { nearestName } from "./nearest-name.ts";
import { readPath, symlinkError } from "./open-file.ts";
import { ownWorkAt } from "./own-work.ts";
import { descriptorIn, readDescriptor } from "./read-descriptor.ts";
import { type FoundFile, filesBelow, filesMatching, hasGlob, type WalkManner } from "./walk.ts";

/** What the user named → bytes, each file opened once. */

/**
 * Reads files, directories (all regular files below), patterns and standard input (`-`, `/dev/stdin`, once).
 * Throws INPUT_NOT_FOUND, INPUT_SYMLINK, INPUT_TOO_LARGE, IO_READ, and USAGE_BAD_VALUE for standard input twice.
 */
export function readInputs(requests: readonly InputRequest[], limits: ReadLimits): readonly InputBytes[] {
  if (requests.filter(({ path }) => isStandardInput(path)).length > 1) {
    throw new FixopsError("USAGE_BAD_VALUE", "standard input was named twice, it can be read once", {
      hint: "give all but one of these inputs as files",
    });
  }
  const manner = mannerOf(limits);
  return nameInputs(requests.flatMap((request) => readRequest(request, limits, manner)));
}

/** Each notice is told once, also when several requests meet the same. */
function mannerOf({ followSymlinks, leaveOut, tell }: ReadLimits): WalkManner {
  const ownWork = ownWorkAt(leaveOut);
  const told = new Set<string>();
  const tellOnce = (notice: string): void => {
    if (!told.has(notice)) tell?.(notice);
    told.add(notice);
  };
  const isLeftOut = (path: string): boolean => {
    const notice = ownWork(path);
    if (notice !== undefined) tellOnce(notice);
    return notice !== undefined;
  };
  return { followSymlinks, leaveOut: isLeftOut, tell: tellOnce };
}

function readRequest({ path, expected }: InputRequest, limits: ReadLimits, manner: WalkManner): readonly InputBytes[] {
  const found = expandOrThrow(path, manner);
  return found.map((file) => {
    const bytes = readFound(file, limits);
    const isStream = file.named === "descriptor";
    return {
      name: file.name,
      ...(!isStream && { path: file.path }),
      bytes,
      sha256: sha256Hex(bytes),
      ...(expected && { expected }),
    };
  });
}

/** What the user named himself may be a pipe or device; an open descriptor is a link by nature. */
type Source = FoundFile & { readonly named?: "path" | "descriptor" };

function expandOrThrow(path: string, manner: WalkManner): readonly Source[] {
  try {
    return expand(path, manner);
  } catch (error) {
    throw readError(path, error);
  }
}

function expand(path: string, manner: WalkManner): readonly Source[] {
  if (isStandardInput(path)) return [{ path, name: "stdin", named: "descriptor" }];
  // The number differs between shells, so it is no name.
  if (descriptorIn(path) !== undefined) return [{ path, name: "fd", named: "descriptor" }];
  const stat = entryAt(path, manner.followSymlinks);
  if (stat?.isSymbolicLink()) throw symlinkError(path);
  if (stat?.isDirectory()) return some(filesBelow(path, manner), path, "holds no files");
  if (stat !== undefined) return [{ path, name: basename(path), named: "path" }];
  if (hasGlob(path)) return some(filesMatching(path, manner), path, "matches no file");
  throw notFound(path);
}

function readFound(file: Source, limits: ReadLimits): Uint8Array {
  if (isStandardInput(file.path)) return readStandardInput(limits.maxBytes);
  const followSymlinks = limits.followSymlinks || file.named === "descriptor";
  const bytes = readPath(file.path, { maxBytes: limits.maxBytes, followSymlinks, streams: streamsOf(file) });
  if (bytes === undefined) throw notFound(file.path);
  return bytes;
}

function streamsOf({ named }: Source): "refuse" | "read" | "await" {
  if (named === undefined) return "refuse";
  return named === "path" ? "await" : "read";
}

function readStandardInput(maxBytes: number): Uint8Array {
  try {
    return readDescriptor(0, { path: "standard input", maxBytes });
  } catch (error) {
    throw readError("standard input", error);
  }
}

function isStandardInput(path: string): boolean {
  return path === "-" || path === "/dev/stdin" || descriptorIn(path) === 0;
}

function some(found: readonly FoundFile[], path: string, complaint: string): readonly FoundFile[] {
  if (found.length > 0) return found;
  throw new FixopsError("INPUT_NOT_FOUND", `${path} ${complaint}`, {
    where: { file: path },
    hint: "check the path, or leave the flag out when there is no such input",
  });
}

function notFound(path: string): FixopsError {
  const nearest = nearestName(path);
  const hint = nearest === undefined ? "check the path" : `did you mean ${nearest}?`;
  return new FixopsError("INPUT_NOT_FOUND", `${path} does not exist`, { where: { file: path }, hint });
}
