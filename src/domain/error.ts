/**
 * Every error of the product has a code, and the family of the code is the exit code.
 * So an error cannot end as a verdict: 0, 1 and 2 belong to `verdict.ts`.
 */
const exitCodeOfFamily = {
  USAGE: 3,
  INPUT: 4,
  INTEGRITY: 5,
  IO: 6,
  INTERNAL: 7,
} as const;

type Family = keyof typeof exitCodeOfFamily;

/** The catalogue: code → what it means, in one line (the README's table is made from it). */
export const errorCodes = {
  USAGE_UNKNOWN_COMMAND: "the command does not exist",
  USAGE_UNKNOWN_FLAG: "the command has no such flag",
  USAGE_REPEATED_FLAG: "a flag that takes one value was given twice",
  USAGE_MISSING_VALUE: "a flag or argument that is needed was not given",
  USAGE_BAD_VALUE: "a flag or environment variable has a value that is not allowed",
  USAGE_UNEXPECTED_ARGUMENT: "a word on the command line belongs to nothing",
  USAGE_ENVIRONMENT: "a variable that can change the program itself is set",
  USAGE_OVERLAY_NOT_FOUND: "an overlay file cannot be found",
  USAGE_OVERLAY_SYNTAX: "an overlay is not the YAML that is accepted",
  USAGE_OVERLAY_KEY: "an overlay has an unknown key",
  USAGE_OVERLAY_VALUE: "an overlay value is not allowed",
  USAGE_KEY_MISSING: "encryption, decryption or signing needs a key and none was given",
  USAGE_KEY_INVALID: "the given key is not a key",
  INPUT_NOT_FOUND: "an input file does not exist or a pattern matches nothing",
  INPUT_EMPTY: "an input has no bytes, or is null",
  INPUT_TRUNCATED: "an input ends in the middle",
  INPUT_MALFORMED: "an input is not valid in its own format",
  INPUT_ENCODING: "an input is neither UTF-8 nor UTF-16 with a byte-order mark",
  INPUT_NOT_RECOGNISED: "no reader knows the format of an input",
  INPUT_UNSUPPORTED_VERSION: "the format is known, this version of it is not",
  INPUT_WRONG_KIND: "an input is of another kind than its flag says",
  INPUT_TOO_LARGE: "an input is larger than the limit",
  INPUT_TOO_DEEP: "an input is nested deeper than the limit",
  INPUT_DUPLICATE_KEY: "an input that bears on the decision repeats a key",
  INPUT_FORBIDDEN_KEY: "an input that bears on the decision uses a reserved key",
  INPUT_SYMLINK: "an input is a symbolic link",
  INTEGRITY_DIGEST: "a digest does not match the bytes",
  INTEGRITY_DECRYPTION: "a ciphertext does not authenticate under the key",
  INTEGRITY_MANIFEST: "a manifest is missing, malformed or does not describe the directory",
  INTEGRITY_SIGNATURE: "a signature does not hold, is of another key, or is missing",
  INTEGRITY_LOG: "a line of the audit log does not chain",
  INTEGRITY_INTEL: "the embedded intelligence is not what was built in",
  IO_READ: "a file cannot be read",
  IO_WRITE: "a file cannot be written",
  IO_FULL: "the disk is full",
  IO_EXISTS: "a file or run already exists",
  IO_SIGNER: "a command that was to sign did not",
  IO_LOCKED: "another process holds the lock",
  IO_PERMISSION: "the operating system refuses access",
  INTERNAL: "a fault of fixops itself",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Where something is wrong: a file with a line and column (counted from 1), or a JSON pointer (RFC 6901). */
export type Where = {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
};

/** `scan.json:3:7`, as far as file, line and column are known. */
export function positionText({ file, line, column }: Where): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

export type ErrorDetails = { readonly where?: Where; readonly hint?: string; readonly cause?: unknown };

/** The only exception that the product throws on purpose: what happened, where, and what to do. */
export class FixopsError extends Error {
  readonly code: ErrorCode;
  readonly where: Where | undefined;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = "FixopsError";
    this.code = code;
    this.where = details.where;
    this.hint = details.hint;
  }
}

/** Exit code of anything that was thrown, always 3 to 7; what is not ours is INTERNAL. */
export function exitCodeOf(thrown: unknown): number {
  return thrown instanceof FixopsError ? exitCodeOfCode(thrown.code) : exitCodeOfFamily.INTERNAL;
}

/** Exit code of one error code: the number of its family (DESIGN §3). */
export function exitCodeOfCode(code: ErrorCode): number {
  return exitCodeOfFamily[familyOf(code)];
}

function familyOf(code: ErrorCode): Family {
  if (code.startsWith("USAGE_")) return "USAGE";
  if (code.startsWith("INPUT_")) return "INPUT";
  if (code.startsWith("INTEGRITY_")) return "INTEGRITY";
  return code.startsWith("IO_") ? "IO" : "INTERNAL";
}

/** The words of anything that was thrown, for a message that says what it kept from being done. */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
