import { closeSync, fstatSync } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import { readError } from "./errno.ts";
import { openForReading } from "./open-file.ts";
import { readDescriptor } from "./read-descriptor.ts";

/** A key takes some dozens of bytes, a PEM file some hundreds. */
const maxKeyBytes = 4096;

/** Any access of group or others, as ssh counts it. */
const sharedAccess = 0o077;

/**
 * Reads a secret: a regular file that only its owner can open, or an open descriptor up to its end. One trailing
 * newline is not part of it. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID, IO_READ; no message repeats the content.
 */
export function readSecret(from: { readonly file: string } | { readonly fd: number }): string {
  if ("file" in from) return readKeyFile(from.file);
  const name = `descriptor ${from.fd}`;
  return decodeSecret(readKey(from.fd, name), name);
}

function readKeyFile(path: string): string {
  const fd = openKeyFile(path);
  try {
    refuseShared(path, fd);
    return decodeSecret(readKey(fd, path), path);
  } finally {
    closeSync(fd);
  }
}

function openKeyFile(path: string): number {
  const fd = openOrRefuse(path);
  if (fd !== undefined) return fd;
  throw new FixopsError("USAGE_KEY_MISSING", `the key file ${path} does not exist`, { where: { file: path } });
}

function openOrRefuse(path: string): number | undefined {
  try {
    return openForReading(path, false);
  } catch (error) {
    if (!(error instanceof FixopsError) || error.code !== "INPUT_SYMLINK") throw error;
    throw invalid(path, "is a symbolic link", "name the file that it points to");
  }
}

function refuseShared(path: string, fd: number): void {
  const stat = fstatSync(fd);
  if (!stat.isFile()) throw invalid(path, "is not a regular file", "give a file, or the key by an open descriptor");
  // Windows has access lists; its mode bits say nothing.
  if (process.platform === "win32" || (stat.mode & sharedAccess) === 0) return;
  const mode = (stat.mode & 0o777).toString(8).padStart(4, "0");
  throw invalid(path, `can be opened by others (mode ${mode}, expected 0600)`, `run: chmod 600 ${path}`);
}

function readKey(fd: number, name: string): Uint8Array {
  try {
    return readDescriptor(fd, { path: name, maxBytes: maxKeyBytes });
  } catch (error) {
    if (error instanceof FixopsError) throw invalid(name, `is longer than ${maxKeyBytes} bytes`, "give the key alone");
    throw readError(name, error);
  }
}

function decodeSecret(bytes: Uint8Array, name: string): string {
  const text = textOf(bytes, name).replace(/\r?\n$/, "");
  if (text === "") throw invalid(name, "is empty", "make a key and write it there");
  return text;
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalid(name, "is not text", "give the key in its text form");
  }
}

function invalid(name: string, what: string, hint: string): FixopsError {
  return new FixopsError("USAGE_KEY_INVALID", `the key in ${name} ${what}`, { where: { file: name }, hint });
}
