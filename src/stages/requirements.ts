import { inputDoubts } from "../assess/input-records.ts";
import { requirementCounts, requirementDoubts, requirementRecord, ssvcInputs } from "../assess/requirements.ts";
import type { Stage } from "./stage.ts";

/** What a release is asked to fulfil, each requirement under an id that later stages can refer to. */
export const requirementsStage: Stage = {
  name: "requirements",
  kinds: ["requirements"],
  needsInput: true,
  document: "requirements.json",
  body(model) {
    const { requirements } = model;
    return {
      requirements: requirements.map(requirementRecord),
      counts: requirementCounts(requirements),
      ssvc_inputs: ssvcInputs(requirements),
      doubts: [...inputDoubts(model), ...requirementDoubts(model)],
    };
  },
};
