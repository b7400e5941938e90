import type { GateResult } from "../actions/gate.ts";
import { type Notice, type Outcome, outcomeOf } from "./command.ts";

/** What a run has to say: the product, and on standard error what is worth knowing of each input. */
export function gateOutcome(result: GateResult, json: boolean): Outcome {
  const notices = result.decision.inputs.flatMap(({ name, notices: texts }) =>
    texts.map((text): Notice => ({ level: "info", text: `${name}: ${text}` })),
  );
  const leftOut = result.notices.map((text): Notice => ({ level: "info", text }));
  return { ...outcomeOf(result, json), notices: [...leftOut, ...notices] };
}
