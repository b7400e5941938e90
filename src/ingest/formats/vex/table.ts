import type { Format } from "../../format.ts";
import { csaf } from "./csaf.ts";
import { openvex } from "./openvex.ts";

/** Formats of statements about vulnerabilities, most specific first. */
export const vexFormats: readonly Format[] = [csaf, openvex];
