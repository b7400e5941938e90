import {
  type Baseline,
  type KnownFinding,
  type KnownVulnerability,
  knownFinding,
  knownVulnerability,
} from "../domain/baseline.ts";
import type { Change } from "../domain/change.ts";
import type { CorrelatedFinding } from "../domain/finding.ts";
import type { Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import { isOpen, packageText, type Vulnerability } from "../domain/vulnerability.ts";

/**
 * Marks what is new, unchanged or reopened against a baseline, and lists what of the baseline is gone. A vulnerability
 * is known by any of its ids and the package whatever its version: an upgrade that does not fix it brings nothing new.
 * A finding is known by its fingerprint, which holds while code moves.
 */
export function compareWithBaseline(model: Model, baseline: Baseline): Model {
  const { vulnerabilities, findings } = model;
  const knownVulnerabilities = indexVulnerabilities(baseline.vulnerabilities);
  const knownFindings = Map.groupBy(baseline.findings, (one) => one.fingerprint);
  const { name, sha256, asOf } = baseline;
  const fixed = {
    vulnerabilities: goneVulnerabilities(baseline, vulnerabilities),
    findings: goneFindings(baseline, findings),
  };
  return {
    ...model,
    baseline: { name, sha256, ...(asOf !== undefined && { asOf }), fixed },
    vulnerabilities: vulnerabilities.map((one) => {
      const known = keysOf(one, packageText(one.package)).flatMap((key) => knownVulnerabilities.get(key) ?? []);
      return { ...one, change: changeOf(known, isOpen(one)) };
    }),
    findings: findings.map((one) => {
      const known = knownFindings.get(one.fingerprint) ?? [];
      return { ...one, change: changeOf(known, one.state === "open") };
    }),
  };
}

function changeOf(known: readonly { readonly isOpen: boolean }[], isOpenNow: boolean): Change {
  if (known.length === 0) return "new";
  return isOpenNow && !known.some((one) => one.isOpen) ? "reopened" : "unchanged";
}

function indexVulnerabilities(
  known: readonly KnownVulnerability[],
): ReadonlyMap<string, readonly KnownVulnerability[]> {
  const index = new Map<string, KnownVulnerability[]>();
  for (const one of known) {
    for (const key of keysOf(one, one.package)) {
      const others = index.get(key);
      if (others === undefined) index.set(key, [one]);
      else others.push(one);
    }
  }
  return index;
}

function keysOf(
  { id, aliases }: { readonly id: string; readonly aliases: readonly string[] },
  text: string,
): readonly string[] {
  const name = withoutVersion(text);
  return [id, ...aliases].map((one) => `${one}\n${name}`);
}

/** `pkg:npm/%40a/b@1?x=y` → `pkg:npm/%40a/b`, `lib@1` → `lib`, `@scope/lib@1` → `@scope/lib`. */
function withoutVersion(text: string): string {
  const end = text.startsWith("pkg:") ? text.search(/[@?#]/) : text.indexOf("@", 1);
  return end < 0 ? text : text.slice(0, end);
}

/** Open in the baseline, and no scan reports it any more, or it is marked fixed. */
function goneVulnerabilities({ vulnerabilities: known }: Baseline, now: readonly Vulnerability[]): readonly string[] {
  const present = new Set(
    now.filter((one) => one.state !== "fixed").flatMap((one) => keysOf(one, packageText(one.package))),
  );
  const gone = known.filter((one) => one.isOpen && !keysOf(one, one.package).some((key) => present.has(key)));
  return [...new Set(gone.map((one) => `${one.id} in ${one.package}`))].toSorted(compareText);
}

function goneFindings({ findings: known }: Baseline, now: readonly CorrelatedFinding[]): readonly string[] {
  const present = new Set(now.map((one) => one.fingerprint));
  const gone = known.filter((one: KnownFinding) => one.isOpen && !present.has(one.fingerprint));
  return gone.map((one) => `${one.title} (${one.fingerprint})`).toSorted(compareText);
}

/** What a model of reports alone knew: a baseline made of them. */
export function baselineOf({ vulnerabilities, findings }: Model, about: Pick<Baseline, "name" | "sha256">): Baseline {
  return {
    ...about,
    vulnerabilities: vulnerabilities.map(knownVulnerability),
    findings: findings.map(knownFinding),
  };
}
