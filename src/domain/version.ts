/** The name that is printed, recorded and typed. */
export const toolName = "fixops";

/**
 * Semantic version, recorded in every decision. A constant, because an import of `package.json` would put the whole
 * of it into the binary; a test holds the two together.
 */
export const toolVersion = "0.1.0";
