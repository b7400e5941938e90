import type { Format } from "../../format.ts";
import { businessContext } from "./business-context.ts";
import { designCsv } from "./design-csv.ts";
import { designData } from "./design-data.ts";
import { openThreatModel } from "./open-threat-model.ts";
import { threagile } from "./threagile.ts";
import { threagileRisks } from "./threagile-risks.ts";
import { threatDragon } from "./threat-dragon.ts";

/** Formats of designs, threat models and context, most specific first: the last two take any list of components. */
export const contextFormats: readonly Format[] = [
  threatDragon,
  threagile,
  threagileRisks,
  openThreatModel,
  designCsv,
  designData,
  businessContext,
];
