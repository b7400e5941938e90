import { FixopsError } from "../../src/domain/error.ts";

/** The code of the FixopsError that a function throws; other errors go on, and "nothing thrown" when none came. */
export function codeOf(run: () => unknown): string {
  return errorOf(run)?.code ?? "nothing thrown";
}

/** The FixopsError that a function throws; undefined when it throws none. Other errors go on. */
export function errorOf(run: () => unknown): FixopsError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof FixopsError) return error;
    throw error;
  }
}

/** The FixopsError that a function throws; fails when it throws something else or nothing. */
export function faultOf(run: () => unknown): FixopsError {
  const error = errorOf(run);
  if (error === undefined) throw new Error("nothing was thrown");
  return error;
}

/** As `codeOf`, of what takes its time. */
export async function codeOfLater(run: () => unknown): Promise<string> {
  return (await errorOfLater(run))?.code ?? "nothing thrown";
}

/** As `errorOf`, of what takes its time. */
export async function errorOfLater(run: () => unknown): Promise<FixopsError | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof FixopsError) return error;
    throw error;
  }
}

/** As `faultOf`, of what takes its time. */
export async function faultOfLater(run: () => unknown): Promise<FixopsError> {
  const error = await errorOfLater(run);
  if (error === undefined) throw new Error("nothing was thrown");
  return error;
}

/** `CODE file:line:column`, for tables. */
export function codeAndPlace(run: () => unknown): string {
  const { code, where } = faultOf(run);
  return `${code} ${where?.file}:${where?.line}:${where?.column}`;
}
