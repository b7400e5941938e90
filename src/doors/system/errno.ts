import { type ErrorCode, FixopsError, reasonOf } from "../../domain/error.ts";

/** What the operating system says → what the product says. */

const codeOfErrno = new Map<string, ErrorCode>([
  ["ENOSPC", "IO_FULL"],
  ["EDQUOT", "IO_FULL"],
  ["EACCES", "IO_PERMISSION"],
  ["EPERM", "IO_PERMISSION"],
  ["EROFS", "IO_PERMISSION"],
]);

const hints = new Map<ErrorCode, string>([
  ["IO_FULL", "free some space or name a directory on another disk"],
  ["IO_PERMISSION", "give this user the right to write there or name another directory"],
  ["IO_WRITE", "name another place: a directory that is there, or that can be made"],
]);

/** `ENOENT` and the like; undefined when the error is not the operating system's. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof FixopsError) return undefined;
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

/** True when the system says that nothing stands at a path, or that the path leads through a file. */
export function isAbsence(error: unknown): boolean {
  const code = errnoOf(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** A refusal to write as IO_FULL, IO_PERMISSION or IO_WRITE naming the path; other errors stay what they are. */
export function writeError(path: string, error: unknown): Error {
  if (isOther(error)) return error;
  const code = codeOfErrno.get(errnoOf(error) ?? "") ?? "IO_WRITE";
  const hint = hints.get(code);
  const details = { where: { file: path }, cause: error, ...(hint !== undefined && { hint }) };
  return new FixopsError(code, `cannot write ${path}: ${shortReason(error)}`, details);
}

/** A refusal to read as IO_READ naming the path; other errors stay what they are. */
export function readError(path: string, error: unknown): Error {
  if (isOther(error)) return error;
  return new FixopsError("IO_READ", `cannot read ${path}: ${shortReason(error)}`, {
    where: { file: path },
    hint: "check that it is a file, and that this user may read it",
    cause: error,
  });
}

/** Not the system's: an error of the product already, or a fault in it. */
function isOther(error: unknown): error is Error {
  return error instanceof Error && errnoOf(error) === undefined;
}

/** The system's own short words ("permission denied"), without the call and path that follow a comma. */
function shortReason(error: unknown): string {
  return reasonOf(error).split(",", 1).join("");
}
