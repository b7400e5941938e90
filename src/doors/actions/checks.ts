import { checks } from "../../assess/posture/checks/index.ts";
import { FixopsError } from "../../domain/error.ts";
import type { CheckFacts } from "../../domain/posture.ts";
import { renderCheck, renderChecks, renderChecksMarkdown } from "../../render/checks.ts";
import { nearest } from "../../standards/nearest.ts";
import type { Result } from "./result.ts";

/** `checks list`: the posture checks, in text order of their ids. */
export function listChecks(format: "table" | "md"): Result {
  const rows = checks.map(factsOf);
  return {
    text: format === "md" ? renderChecksMarkdown(rows) : renderChecks(rows),
    json: { checks: rows },
    exitCode: 0,
  };
}

/** `checks explain`: one of them. Throws USAGE_BAD_VALUE for an id that no check has. */
export function explainCheck(id: string): Result {
  const check = checks.find((one) => one.id === id);
  if (check !== undefined) return { text: renderCheck(factsOf(check)), json: factsOf(check), exitCode: 0 };
  const close = nearest(
    id,
    checks.map((one) => one.id),
  );
  throw new FixopsError("USAGE_BAD_VALUE", `there is no posture check ${id}`, {
    hint:
      close === undefined
        ? "fixops checks list shows them all"
        : `did you mean ${close}? fixops checks list shows them all`,
  });
}

/** All but the predicate. */
function factsOf({ judge: _, ...facts }: CheckFacts & { readonly judge: unknown }): CheckFacts {
  return facts;
}
