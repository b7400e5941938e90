import { closeSync, existsSync, fstatSync } from "node:fs";
import { FixopsError } from "../../domain/error.ts";
import type { SecretSource } from "../../domain/runtime.ts";
import { isPlainPath } from "../../standards/key-text.ts";
import { readError } from "./errno.ts";
import { openForReading } from "./open-file.ts";
import { readDescriptor } from "./read-descriptor.ts";

/** A key takes some dozens of bytes, a PEM file some hundreds. */
const maxKeyBytes = 4096;

/** Any access of group or others, as ssh counts it. */
const sharedAccess = 0o077;

/**
 * Reads a secret: a regular file that only its owner can open, or an open descriptor up to its end. One trailing
 * newline is not part of it. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID, IO_READ; no message repeats the content, nor a
 * name that may be the key itself, given where the name of its file belongs.
 */
export function readSecret(from: SecretSource): string {
  if ("file" in from) return readKeyFile(from.file, from.givenBy ?? "FILE");
  const name = `descriptor ${from.fd}`;
  return decodeSecret(readKey(from.fd, name), name);
}

function readKeyFile(path: string, givenBy: string): string {
  const fd = openKeyFile(path, givenBy);
  try {
    refuseShared(path, fd);
    return decodeSecret(readKey(fd, path), path);
  } finally {
    closeSync(fd);
  }
}

function openKeyFile(path: string, givenBy: string): number {
  // Every refusal names the path, and only what is there is surely one.
  if (!(isPlainPath(path) || existsSync(path))) throw noFile(givenBy);
  const fd = openOrRefuse(path);
  if (fd !== undefined) return fd;
  throw new FixopsError("USAGE_KEY_MISSING", `the key file ${path} does not exist`, { where: { file: path } });
}

function noFile(givenBy: string): FixopsError {
  const isVariable = givenBy.startsWith("FIXOPS_");
  const message = isVariable
    ? `the value of ${givenBy} is neither a key in PEM nor a file that exists`
    : `the value of ${givenBy} is no file that can be read`;
  return new FixopsError("USAGE_KEY_MISSING", message, {
    hint: isVariable
      ? "give the whole PEM with its BEGIN and END lines, base64 of it, a file, or exec:COMMAND; the value is not shown, since it may be a key"
      : "give the name of a file; the value is not shown here, since it may be a key",
  });
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
