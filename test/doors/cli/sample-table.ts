import type { FlagTable } from "../../../src/doors/cli/flag.ts";
import { globalFlags } from "../../../src/doors/cli/flag.ts";

/** One flag of each sort. */
export const table = {
  sbom: { type: "string", valueHint: "PATH", multiple: true },
  sarif: { type: "string", valueHint: "PATH", multiple: true },
  output: { type: "string", valueHint: "FILE" },
  limit: { type: "string", default: "20" },
  mode: { type: "enum", options: ["demo", "enterprise"] },
  sign: { type: "boolean" },
  compress: { type: "boolean", negativeDescription: "leave it plain" },
  ...globalFlags,
} as const satisfies FlagTable;
