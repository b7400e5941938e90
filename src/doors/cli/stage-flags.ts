import type { FlagTable } from "./flag.ts";

/** Which release it is. */
export const releaseFlags = {
  "app-id": { type: "string", valueHint: "ID", description: "id of the application" },
  "app-name": { type: "string", valueHint: "NAME", description: "name of the application" },
  "run-id": { type: "string", valueHint: "ID", description: "id of the run (else FIXOPS_RUN_ID, else derived)" },
  commit: { type: "string", valueHint: "SHA", description: "commit of the release (else that of the build server)" },
} as const satisfies FlagTable;

/** Where stages are recorded. */
export const artefactsDirFlag = {
  "artefacts-dir": {
    type: "string",
    valueHint: "DIR",
    description: "the run registry: documents and inputs of stages (default ./artefacts)",
  },
} as const satisfies FlagTable;

/** Where stages are recorded unless told otherwise. */
export const defaultRegistry = "./artefacts";
