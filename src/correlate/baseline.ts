import {
  type Baseline,
  type KnownFinding,
  type KnownVulnerability,
  knownFinding,
  knownVulnerability,
} from "../domain/baseline.ts";
import type { AppRecord } from "../domain/bundle.ts";
import type { Change } from "../domain/change.ts";
import type { CorrelatedFinding } from "../domain/finding.ts";
import { isScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import { isOpen, packageText, type Vulnerability } from "../domain/vulnerability.ts";
import { packageName } from "./purl-covers.ts";

/**
 * Marks what is new, unchanged, worsened or reopened against a baseline, and lists what of the baseline is gone.
 * A vulnerability is known by any of its ids and the package whatever its version: an upgrade that does not fix it brings
 * nothing new, but each known one stands for one only. A finding is known by its fingerprint, which holds while code moves.
 */
export function compareWithBaseline(model: Model, baseline: Baseline, app: AppRecord): Model {
  const { vulnerabilities, findings, inputs } = model;
  const knownFindings = Map.groupBy(baseline.findings, (one) => one.fingerprint);
  const { name, sha256, run } = baseline;
  const theirs = new Set(baseline.inputs);
  const fixed = {
    vulnerabilities: goneVulnerabilities(baseline, vulnerabilities),
    findings: goneFindings(baseline, findings),
  };
  // The SBOM and the design of two releases may well be the same; their scans are not.
  const shared = inputs.filter((input) => isScan(input) && theirs.has(input.sha256)).map((input) => input.name);
  const otherApp = otherAppOf(app, run?.app);
  return {
    ...model,
    baseline: {
      name,
      sha256,
      ...(run !== undefined && { run }),
      shared,
      ...(otherApp !== undefined && { otherApp }),
      fixed,
    },
    vulnerabilities: markVulnerabilities(vulnerabilities, baseline.vulnerabilities),
    findings: findings.map((one) => {
      const known = knownFindings.get(one.fingerprint)?.[0];
      return { ...one, change: changeOf(known, one.severity, one.state === "open") };
    }),
  };
}

function otherAppOf(ours: AppRecord, theirs: AppRecord | undefined): string | undefined {
  const differs = (a: string | undefined, b: string | undefined): boolean =>
    a !== undefined && b !== undefined && a !== b;
  if (theirs === undefined || !(differs(ours.id, theirs.id) || differs(ours.name, theirs.name))) return undefined;
  return theirs.name ?? theirs.id;
}

type Known = Pick<KnownVulnerability, "isOpen" | "severity">;

/** What has no severity is worse than what has one: nobody knows how bad it is. */
function changeOf(known: Known | undefined, severity: Severity, isOpenNow: boolean): Change {
  if (known === undefined) return "new";
  if (!isOpenNow) return known.isOpen ? "closed" : "unchanged";
  if (!known.isOpen) return "reopened";
  const isScored = known.severity !== "unknown";
  const isWorse = isScored && (severity === "unknown" || compareSeverity(severity, known.severity) < 0);
  return isWorse ? "worsened" : "unchanged";
}

/** Those of the very same version find theirs first; what is left of the package stands for other versions of it. */
function markVulnerabilities(
  now: readonly Vulnerability[],
  known: readonly KnownVulnerability[],
): readonly Vulnerability[] {
  const exact = claims(known, (text) => text);
  const anyVersion = claims(known, withoutVersion);
  const taken = new Set<KnownVulnerability>();
  const matched = new Map<Vulnerability, KnownVulnerability>();
  for (const find of [exact, anyVersion]) {
    for (const one of now) {
      if (matched.has(one)) continue;
      const free = find(one).find((candidate) => !taken.has(candidate));
      if (free === undefined) continue;
      taken.add(free);
      matched.set(one, free);
    }
  }
  return now.map((one) => ({ ...one, change: changeOf(matched.get(one), one.severity, isOpen(one)) }));
}

/** Finds what is known under any id of a vulnerability, for packages that are alike in `nameOf`; open ones first. */
function claims(
  known: readonly KnownVulnerability[],
  nameOf: (text: string) => string,
): (one: Vulnerability) => readonly KnownVulnerability[] {
  const index = new Map<string, KnownVulnerability[]>();
  for (const one of known.toSorted((a, b) => Number(b.isOpen) - Number(a.isOpen))) {
    for (const key of keysOf(one, nameOf(one.package))) {
      const others = index.get(key);
      if (others === undefined) index.set(key, [one]);
      else others.push(one);
    }
  }
  return (one) => keysOf(one, nameOf(packageText(one.package))).flatMap((key) => index.get(key) ?? []);
}

function keysOf(
  { id, aliases }: { readonly id: string; readonly aliases: readonly string[] },
  name: string,
): readonly string[] {
  return [id, ...aliases].map((one) => `${one}\n${name}`);
}

/** `pkg:npm/%40a/b@1?x=y` → `pkg:npm/%40a/b`, `lib@1` → `lib`, `@scope/lib@1` → `@scope/lib`. */
function withoutVersion(text: string): string {
  if (text.startsWith("pkg:")) return packageName(text);
  const end = text.indexOf("@", 1);
  return end < 0 ? text : text.slice(0, end);
}

/** Open in the baseline, and no scan reports it any more, or it is marked fixed. */
function goneVulnerabilities({ vulnerabilities: known }: Baseline, now: readonly Vulnerability[]): readonly string[] {
  const present = new Set(
    now.filter((one) => one.state !== "fixed").flatMap((one) => keysOf(one, withoutVersion(packageText(one.package)))),
  );
  const gone = known.filter(
    (one) => one.isOpen && !keysOf(one, withoutVersion(one.package)).some((key) => present.has(key)),
  );
  return [...new Set(gone.map((one) => `${one.id} in ${one.package}`))].toSorted(compareText);
}

function goneFindings({ findings: known }: Baseline, now: readonly CorrelatedFinding[]): readonly string[] {
  const present = new Set(now.map((one) => one.fingerprint));
  const gone = known.filter((one: KnownFinding) => one.isOpen && !present.has(one.fingerprint));
  return gone.map((one) => `${one.title} (${one.fingerprint})`).toSorted(compareText);
}

/** What a model of reports alone knew: a baseline made of them. */
export function baselineOf(
  { vulnerabilities, findings }: Model,
  about: Pick<Baseline, "name" | "sha256" | "inputs">,
): Baseline {
  return {
    ...about,
    vulnerabilities: vulnerabilities.map(knownVulnerability),
    findings: findings.map(knownFinding),
  };
}
