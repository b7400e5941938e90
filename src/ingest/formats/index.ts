import type { Format } from "../format.ts";
import { cloudFormats } from "./cloud/table.ts";
import { contextFormats } from "./context/table.ts";
import { findingsFormats } from "./findings/table.ts";
import { iacFormats } from "./iac/table.ts";
import { intelFormats } from "./intel/table.ts";
import { postureFormats } from "./posture/table.ts";
import { provenanceFormats } from "./provenance/table.ts";
import { sbomFormats } from "./sbom/table.ts";
import { testsFormats } from "./tests/table.ts";
import { vexFormats } from "./vex/table.ts";
import { vulnerabilitiesFormats } from "./vulnerabilities/table.ts";

/**
 * The table of formats: those of each room, in its `table.ts`, and the rooms in this order. The first that says "mine"
 * reads the document. Formats of different rooms are told apart by their `detect` alone, but for a design table, which
 * is any that names components: a room before it has the better word.
 */
export const formats: readonly Format[] = [
  ...provenanceFormats,
  ...sbomFormats,
  ...findingsFormats,
  ...postureFormats,
  ...vulnerabilitiesFormats,
  ...vexFormats,
  ...intelFormats,
  ...cloudFormats,
  ...contextFormats,
  ...testsFormats,
  ...iacFormats,
];
