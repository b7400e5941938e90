import type { Format } from "../../format.ts";
import { businessContext } from "./business-context.ts";
import { designCsv } from "./design-csv.ts";
import { designData } from "./design-data.ts";
import { openThreatModel } from "./open-threat-model.ts";
import { requirementsCsv } from "./requirements-csv.ts";
import { requirementsData } from "./requirements-data.ts";
import { telemetry } from "./telemetry.ts";
import { threagile } from "./threagile.ts";
import { threagileRisks } from "./threagile-risks.ts";
import { threatDragon } from "./threat-dragon.ts";

/** Formats of requirements, designs, threat models, context and telemetry, most specific first: `designData` and `businessContext` take any list of components. */
export const contextFormats: readonly Format[] = [
  threatDragon,
  threagile,
  threagileRisks,
  openThreatModel,
  requirementsCsv,
  requirementsData,
  telemetry,
  designCsv,
  designData,
  businessContext,
];
