/** The three verdicts, and the only owners of the exit codes 0, 1 and 2 (DESIGN §3). */
export const verdicts = ["GO", "CONDITIONAL", "NO-GO"] as const;

export type Verdict = (typeof verdicts)[number];

const exitCodes: Record<Verdict, 0 | 1 | 2> = { GO: 0, "NO-GO": 1, CONDITIONAL: 2 };

export function exitCodeOfVerdict(verdict: Verdict): 0 | 1 | 2 {
  return exitCodes[verdict];
}

/** The worse of two: NO-GO > CONDITIONAL > GO (DESIGN §9). */
export function worstVerdict(a: Verdict, b: Verdict): Verdict {
  return verdicts.indexOf(a) >= verdicts.indexOf(b) ? a : b;
}
