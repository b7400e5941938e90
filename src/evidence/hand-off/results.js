/* Checks are { what, status: pass | fail | unknown, detail }. */

export const pass = (what, detail) => ({ what, status: "pass", detail });

export const fail = (what, detail) => ({ what, status: "fail", detail });

export const unknown = (what, detail) => ({ what, status: "unknown", detail });

export const oneOf = (what, isGood, good, bad) => (isGood ? pass(what, good) : fail(what, bad));

/** What `make` gives, or that it failed: nothing in a copy may stop the page. */
export async function attempt(what, make) {
  try {
    return await make();
  } catch (error) {
    return [fail(what, error instanceof Error ? error.message : String(error))];
  }
}
