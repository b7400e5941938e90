/** A variable of the environment; empty counts as absent, as CI systems set unknown variables to nothing. */
export function environment(name: string): string | undefined {
  const value = process.env[name];
  // Names such as "constructor" reach what every object inherits.
  return typeof value === "string" && value !== "" ? value : undefined;
}
