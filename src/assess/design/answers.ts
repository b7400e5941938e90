/** Three values: what is not known is never taken for the one or the other. */
export type Answer = "yes" | "no" | "unknown";

/** Yes when both are; no when one is, whatever the other may be (Kleene's strong logic). */
export function both(a: Answer, b: Answer): Answer {
  if (a === "no" || b === "no") return "no";
  return a === "yes" && b === "yes" ? "yes" : "unknown";
}

/** Yes when one is; no when both are. */
export function either(a: Answer, b: Answer): Answer {
  return not(both(not(a), not(b)));
}

export function not(a: Answer): Answer {
  if (a === "unknown") return "unknown";
  return a === "yes" ? "no" : "yes";
}

/** The answer to a question that was asked and has one. */
export function answered(holds: boolean): Answer {
  return holds ? "yes" : "no";
}
