/** Whole seconds since 1970-01-01 UTC of the system's clock. */
export function now(): number {
  return Math.floor(Date.now() / 1000);
}
