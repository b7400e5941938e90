import { count, type Tally } from "../../account.ts";

/** Keys of a service that hold something measured; `alerts` tells telemetry as well as a figure does. */
export const figureKeys = [
  "latency_ms_p95",
  "latency_objective_ms",
  "error_rate",
  "cpu_saturation",
  "memory_saturation",
  "requests",
  "alerts",
] as const;

type FigureKey = (typeof figureKeys)[number];

/** Figures that are shares of a whole. */
const shares: ReadonlySet<FigureKey> = new Set(["error_rate", "cpu_saturation", "memory_saturation"]);

/** A measured figure. One of the wrong type or range is counted in `odd` and left out: absent is unknown, never 0. */
export function figureOf(value: unknown, key: FigureKey, odd: Tally): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) {
    count(odd, `${key} is no number of at least 0`);
    return undefined;
  }
  if (shares.has(key) && value > 1) {
    count(odd, `${key} is above 1; expected a share such as 0.02`);
    return undefined;
  }
  return value;
}
