/** A value that can be written as JSON: what sections are made of, spelled as on disk (snake_case). */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One part of the bundle. What was not evaluated says so, and why. */
export type Section = {
  readonly status: "evaluated" | "not_evaluated" | "degraded";
  /** Mandatory unless evaluated. */
  readonly why?: string;
  readonly [key: string]: Json | undefined;
};
