import { type ErrorCode, FixopsError } from "../domain/error.ts";

/** One thing that was looked at. `fail` carries the code of its error; `unknown` could not be looked at. */
export type Check = {
  readonly what: string;
  readonly status: "pass" | "fail" | "unknown";
  readonly detail: string;
  readonly code?: ErrorCode;
};

export function pass(what: string, detail: string): Check {
  return { what, status: "pass", detail };
}

export function fail(what: string, code: ErrorCode, detail: string): Check {
  return { what, status: "fail", detail, code };
}

export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly check: Check };

/** The value, or the failure as a check. Whatever is not ours is a fault of ours and goes on. */
export function attempt<T>(what: string, read: () => T): Attempt<T> {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    if (error instanceof FixopsError) return { ok: false, check: fail(what, error.code, error.message) };
    throw error;
  }
}
