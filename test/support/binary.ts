import { existsSync } from "node:fs";
import { resolve } from "node:path";

const named = process.env["FIXOPS_BINARY"];

/** The compiled program that end-to-end tests run: FIXOPS_BINARY, else what `bun run build` leaves in dist. */
export const binary = resolve(import.meta.dir, "../..", named ?? "dist/fixops");

const isThere = existsSync(binary);

if (named !== undefined && !isThere) throw new Error(`FIXOPS_BINARY names ${binary}, which does not exist`);

/** False without a build, and under FIXOPS_E2E=0: then end-to-end tests are skipped, visibly. */
export const hasBinary = isThere && process.env["FIXOPS_E2E"] !== "0";

if (!hasBinary) console.warn(`end-to-end tests are skipped: ${isThere ? "FIXOPS_E2E=0" : `there is no ${binary}`}`);
