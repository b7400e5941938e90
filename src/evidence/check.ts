import { type ErrorCode, FixopsError } from "../domain/error.ts";

/** One thing that was looked at. `fail` carries the code of its error; `unknown` could not be looked at. */
export type Check = {
  readonly what: string;
  readonly status: "pass" | "fail" | "unknown";
  readonly detail: string;
  /** What it was compared with: a file, a key, the log. */
  readonly against?: string;
  readonly code?: ErrorCode;
};

export function pass(what: string, detail: string, against?: string): Check {
  return { what, status: "pass", detail, ...(against !== undefined && { against }) };
}

export function fail(what: string, code: ErrorCode, detail: string, against?: string): Check {
  return { what, status: "fail", detail, ...(against !== undefined && { against }), code };
}

/** Could not be looked at, and why. */
export function unknown(what: string, detail: string): Check {
  return { what, status: "unknown", detail };
}

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly check: Check };

/** The value, or the failure as a check. Whatever is not ours is a fault of ours and goes on. */
export function attempt<T>(what: string, read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return { ok: false, check: failureOf(what, error) };
  }
}

/** As `attempt`, of what takes its time. */
export async function attemptLater<T>(what: string, read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await read() };
  } catch (error) {
    return { ok: false, check: failureOf(what, error) };
  }
}

function failureOf(what: string, error: unknown): Check {
  if (error instanceof FixopsError) return fail(what, error.code, error.message);
  throw error;
}
