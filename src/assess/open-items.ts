import type { Model } from "../domain/model.ts";
import { compareText, compareTexts } from "../domain/order.ts";
import { present } from "../domain/present.ts";
import type { RiskFactor } from "../domain/risk.ts";
import type { RuleEvidence } from "../domain/rule.ts";
import type { Json } from "../domain/section.ts";
import { compareSeverity, type Severity } from "../domain/severity.ts";
import { isOpen, packageText, type Vulnerability } from "../domain/vulnerability.ts";
import { findingEvidence, vulnerabilityEvidence } from "./evidence.ts";
import { findingFactor, vulnerabilityFactor } from "./risk/likelihood.ts";
import type { RiskOptions } from "./risk/options.ts";

/** A finding or vulnerability that nobody has set aside. */
export type OpenItem = {
  readonly kind: "finding" | "vulnerability";
  /** What it goes by from run to run: a finding's fingerprint, a vulnerability and its package without the version. */
  readonly key: string;
  readonly severity: Severity;
  readonly factor: (options: RiskOptions) => RiskFactor;
  readonly evidence: () => RuleEvidence;
};

/** All open items, worst first. */
export function openItems({
  findings,
  vulnerabilities,
}: Pick<Model, "findings" | "vulnerabilities">): readonly OpenItem[] {
  const found = findings.filter(({ state }) => state === "open");
  const items: readonly OpenItem[] = [
    ...vulnerabilities.filter(isOpen).map(vulnerabilityItem),
    ...found.map(
      (one): OpenItem => ({
        kind: "finding",
        key: one.fingerprint,
        severity: one.severity,
        factor: (options) => findingFactor(one, options),
        evidence: () => findingEvidence(one),
      }),
    ),
  ];
  return items.toSorted(
    (a, b) => compareSeverity(a.severity, b.severity) || compareTexts([a.kind, a.key], [b.kind, b.key]),
  );
}

function vulnerabilityItem(one: Vulnerability): OpenItem {
  return {
    kind: "vulnerability",
    key: stableKey(one),
    severity: one.severity,
    factor: (options) => vulnerabilityFactor(one, options),
    evidence: () => vulnerabilityEvidence(one),
  };
}

/** An upgrade that does not fix a vulnerability brings no new one, so the version is no part of the key. */
export function stableKey({ id, package: ref }: Pick<Vulnerability, "id" | "package">): string {
  return `${id} in ${ref.purl === undefined ? ref.name : ref.purl.replace(/[@?#].*$/s, "")}`;
}

/** The keys of what is open, each once, in text order: what the next run is compared with. */
export function openKeys(items: readonly OpenItem[], kind: OpenItem["kind"]): readonly string[] {
  return [...new Set(items.filter((one) => one.kind === kind).map((one) => one.key))].toSorted(compareText);
}

/** The keys of what was found and set aside, so that it is not taken for fixed. */
export function asideKeys({
  findings,
  vulnerabilities,
}: Pick<Model, "findings" | "vulnerabilities">): ReadonlySet<string> {
  return new Set([
    ...findings.filter(({ state }) => state !== "open").map(({ fingerprint }) => fingerprint),
    ...vulnerabilities.filter((one) => !isOpen(one) && one.state !== "fixed").map(stableKey),
  ]);
}

/** The parts of the release as they go by from run to run: purls, else name and version; each once, in text order. */
export function componentKeys({ components }: Pick<Model, "components">): readonly string[] {
  return [...new Set(components.map(packageText))].toSorted(compareText);
}

/** The first `most` items as a document lists them. */
export function openRecords(items: readonly OpenItem[], most: number): readonly Json[] {
  return items.slice(0, most).map(({ kind, key, severity, evidence }) => {
    const { what, where, fix } = evidence();
    return present({ kind, key, severity, what, where, fix });
  });
}
