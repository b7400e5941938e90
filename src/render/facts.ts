import type { DecisionRecord, InputRecord } from "../domain/bundle.ts";
import type { Reason } from "../domain/decision.ts";
import { inputKinds } from "../domain/input-file.ts";
import { counted } from "../domain/words.ts";

/** What every rendering for people says in the same words. */

/** Warnings of rules with `warn`; what `shadow` rules say stands in decision.json only. */
export function shownWarnings(decision: DecisionRecord): readonly Reason[] {
  const shadow = new Set(decision.rules.filter((rule) => rule.enforce === "shadow").map((rule) => rule.rule));
  return decision.warnings.filter((one) => !shadow.has(one.rule));
}

/** `matches 7 (3 merged, 1 not used)`: what the report holds, and what became of it. */
export function countsText(input: Pick<InputRecord, "accounts">): string {
  const texts = input.accounts.map(({ items, raw, merged, not_applicable }) => {
    const unused = not_applicable.reduce((sum, row) => sum + row.count, 0);
    const parts = [...(merged > 0 ? [`${merged} merged`] : []), ...(unused > 0 ? [`${unused} not used`] : [])];
    return `${items} ${raw}${parts.length === 0 ? "" : ` (${parts.join(", ")})`}`;
  });
  return texts.join(", ");
}

/** What was found and does not count; undefined when there is none. */
export function setAsideText({ set_aside }: DecisionRecord): string | undefined {
  const { findings, vulnerabilities, known_exploited: exploited, posture_failures: disabled } = set_aside;
  const parts = [
    ...(vulnerabilities > 0 ? [counted(vulnerabilities, "vulnerability", "vulnerabilities")] : []),
    ...(findings > 0 ? [counted(findings, "finding")] : []),
  ];
  const known = exploited === 0 ? "" : `; ${exploited} of them known to be exploited`;
  const lines = [
    ...(parts.length === 0 ? [] : [`by VEX or suppression: ${parts.join(" and ")}${known}`]),
    ...(disabled === 0 ? [] : [`by the overlay: ${counted(disabled, "failed posture check")}`]),
  ];
  return lines.length === 0 ? undefined : lines.join("; ");
}

/** `run r1: design, build, deploy (2 signatures hold)`; undefined when no registry was asked or nothing was there. */
export function stagesText({ stages }: DecisionRecord): string | undefined {
  if (stages === undefined) return undefined;
  const verified = stages.documents.filter(({ signature }) => signature === "verified").length;
  const signed =
    verified === 0 ? "none verified by signature" : `${counted(verified, "signature holds", "signatures hold")}`;
  return `run ${stages.run_id}: ${stages.documents.map(({ stage }) => stage).join(", ")} (${signed})`;
}

/** `3 new, 40 unchanged, 0 worsened, 1 reopened, 0 closed, 2 fixed since …`; undefined without a baseline. */
export function baselineText({ baseline }: DecisionRecord): string | undefined {
  if (baseline === undefined) return undefined;
  const { name, new: fresh, unchanged, worsened, reopened, closed, fixed } = baseline;
  return `${fresh} new, ${unchanged} unchanged, ${worsened} worsened, ${reopened} reopened, ${closed} closed, ${fixed} fixed since ${name}`;
}

/** The kinds of input that nobody gave, so that nobody looked there; undefined when there is none. */
export function notSeenText({ not_seen }: DecisionRecord): string | undefined {
  const kinds = inputKinds.filter((kind) => not_seen.some((line) => line.startsWith(`${kind}: `)));
  return kinds.length === 0
    ? undefined
    : `${kinds.join(", ")} (no such input; decision.json says what that leaves open)`;
}

/** The catalogue of known exploited vulnerabilities and its age. */
export function kevText({ intel }: DecisionRecord): string {
  const { version, origin, age_days: days } = intel.kev;
  if (days < 0) return `KEV ${version}, ${origin}, younger than the clock of the run`;
  return `KEV ${version}, ${origin}, ${counted(days, "day")} old`;
}

/** The mode, the overlay files that were put over it, and the digest of the whole. */
export function overlayText({ overlay }: DecisionRecord): string {
  const own = overlay.layers.map((layer) => layer.origin).filter((origin) => !builtIn.test(origin));
  return `${[overlay.mode, ...own].join(" + ")} (${overlay.sha256.slice(0, 12)})`;
}

/** Layers that are there in every run. */
const builtIn = /^(?:built-in default|overlays\/(?:demo|enterprise)\.yml)$/;
