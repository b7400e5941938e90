import type { Component } from "../../domain/component.ts";
import type { Model } from "../../domain/model.ts";
import type { Source } from "../../domain/source.ts";
import { isOpen, packageText, type Vulnerability } from "../../domain/vulnerability.ts";
import { counted } from "../../domain/words.ts";
import { timeOf } from "../../standards/instant.ts";
import { hasHash, hasSupplier } from "./asked.ts";
import { type FamilyMatch, familiesOf } from "./families.ts";
import { unpinnedReason } from "./pinned.ts";

/** What makes a component worth a look, weightiest first. */
export const flagKinds = [
  "known_exploited",
  "rce_history",
  "unpinned",
  "unmaintained",
  "no_hash",
  "no_supplier",
  "no_licence",
] as const;

export type FlagKind = (typeof flagKinds)[number];

/** One reason to look at one component. */
export type RiskFlag = {
  readonly flag: FlagKind;
  /** The purl, else name and version. */
  readonly component: string;
  /** Of the package, where the component has one. */
  readonly purl?: string;
  /** One line for people. */
  readonly reason: string;
  /** Of the component; of a vulnerability, of the report. */
  readonly source?: Source;
  /** Of `known_exploited`. */
  readonly vulnerability?: Vulnerability;
  /** Of `rce_history`. */
  readonly match?: FamilyMatch;
  /** True when scanners reported the family's flaws for this package and each of them is closed by VEX or suppression. */
  readonly setAside?: true;
};

/** The flags of one kind: all of them, or the first of those that only say what an SBOM leaves out. */
export type FlagGroup = { readonly flag: FlagKind; readonly count: number; readonly flags: readonly RiskFlag[] };

export type RiskFlags = {
  /** In the order of their weight, and within a group of the components. */
  readonly groups: readonly FlagGroup[];
  /** Packages of a family that are no risk: out of its range, or set aside. */
  readonly information: readonly RiskFlag[];
  /** What could not be looked for, with the reason. */
  readonly notEvaluated: readonly { readonly flag: FlagKind; readonly why: string }[];
};

/** A document lists this many flags of a kind; `count` tells how many there are. */
export const maxFlags = 100;

/** Every flag of the release. */
export function riskFlags(model: Model): RiskFlags {
  const { components, intel, asOf } = model;
  const [information, history] = parted(rceHistory(model));
  return {
    groups: [
      group("known_exploited", knownExploited(model)),
      group("rce_history", history),
      group("unpinned", reasoned("unpinned", components, unpinnedReason)),
      group(
        "unmaintained",
        reasoned("unmaintained", components, (one) => unmaintainedReason(one, asOf)),
      ),
      lacking("no_hash", components, hasHash),
      lacking("no_supplier", components, hasSupplier),
      lacking("no_licence", components, ({ licenses }) => licenses.length > 0),
    ],
    information,
    notEvaluated: [...familiesMissing(intel.families), ...maintenanceMissing(components)],
  };
}

function group(flag: FlagKind, flags: readonly RiskFlag[]): FlagGroup {
  return { flag, count: flags.length, flags };
}

/** Those that are no risk, and the others. */
function parted(flags: readonly RiskFlag[]): readonly [information: RiskFlag[], others: RiskFlag[]] {
  const isHarmless = ({ match, setAside }: RiskFlag) => match?.status === "outside" || setAside === true;
  return [flags.filter(isHarmless), flags.filter((one) => !isHarmless(one))];
}

function familiesMissing(families: Model["intel"]["families"]): RiskFlags["notEvaluated"] {
  return families === undefined ? [{ flag: "rce_history", why: "no data on families is at hand" }] : [];
}

/** Whether a project lives is not in an SBOM, unless somebody wrote its end into it. */
function maintenanceMissing(components: readonly Component[]): RiskFlags["notEvaluated"] {
  const told = components.filter((one) => one.supportEnds !== undefined || one.deprecated !== undefined).length;
  if (told === components.length) return [];
  const why =
    told === 0
      ? "no component carries an end of support or a deprecation"
      : `${counted(components.length - told, "component carries", "components carry")} neither an end of support nor a deprecation`;
  return [{ flag: "unmaintained", why }];
}

function knownExploited({ vulnerabilities }: Model): readonly RiskFlag[] {
  return vulnerabilities.filter((one) => one.kev !== undefined && isOpen(one)).map(exploitedFlag);
}

function exploitedFlag(vulnerability: Vulnerability): RiskFlag {
  const { id, kev, package: ref } = vulnerability;
  const reason = `${id} is known to be exploited since ${kev?.dateAdded ?? "?"}`;
  const [seen] = vulnerability.observations;
  return {
    flag: "known_exploited",
    component: packageText(ref),
    ...purlOf(ref),
    reason,
    ...(seen !== undefined && { source: seen.source }),
    vulnerability,
  };
}

const statusText = {
  inside: "this version is in its range",
  outside: "this version is out of its range",
  unknown: "whether this version is in its range cannot be told",
} as const;

function rceHistory({ components, intel, vulnerabilities }: Model): readonly RiskFlag[] {
  const suspects: { readonly component: Component; readonly match: FamilyMatch }[] = [];
  for (const component of components) {
    for (const match of familiesOf(component, intel)) suspects.push({ component, match });
  }
  if (suspects.length === 0) return [];
  const reported = Map.groupBy(vulnerabilities, (one) => packageText(one.package));
  return suspects.map(({ component, match }) => historyFlag(component, match, reported));
}

function historyFlag(
  component: Component,
  match: FamilyMatch,
  reported: ReadonlyMap<string, readonly Vulnerability[]>,
): RiskFlag {
  const { family, status } = match;
  const checked = family.rangeSource ?? "not checked against an advisory";
  const isAside = isSetAside(match, reported.get(componentText(component)) ?? []);
  return {
    flag: "rce_history",
    component: componentText(component),
    ...purlOf(component),
    reason: `${family.title}: ${statusText[status]} (${checked})`,
    source: component.source,
    match,
    ...(isAside && { setAside: true }),
  };
}

function isSetAside({ family }: FamilyMatch, reported: readonly Vulnerability[]): boolean {
  const own = reported.filter((one) => isOfFamily(one, family));
  return own.length > 0 && !own.some(isOpen);
}

/** True for a flaw that the family is about, by any of its names. */
export function isOfFamily({ id, aliases }: Vulnerability, { cves }: FamilyMatch["family"]): boolean {
  return cves.includes(id) || aliases.some((alias) => cves.includes(alias));
}

function unmaintainedReason({ deprecated, supportEnds }: Component, asOf: string): string | undefined {
  if (deprecated !== undefined) return deprecated === "" ? "it is deprecated" : `it is deprecated: ${deprecated}`;
  const end = supportEnds === undefined ? undefined : timeOf(supportEnds);
  return end !== undefined && end < Date.parse(asOf) ? `its support ended on ${supportEnds}` : undefined;
}

const lackingText = {
  no_hash: "it has no hash",
  no_supplier: "it names no supplier",
  no_licence: "it names no licence",
};

/** Of a hundred thousand components without hash nobody needs them all. */
function lacking(
  flag: keyof typeof lackingText,
  components: readonly Component[],
  has: (component: Component) => boolean,
): FlagGroup {
  const without = components.filter((one) => !has(one));
  const flags = without.slice(0, maxFlags).map((one) => flagOf(flag, one, lackingText[flag]));
  return { flag, count: without.length, flags };
}

/** A loop without a list for each component: there may be a hundred thousand without any flag. */
function reasoned(
  flag: FlagKind,
  components: readonly Component[],
  reasonOf: (component: Component) => string | undefined,
): readonly RiskFlag[] {
  const flags: RiskFlag[] = [];
  for (const component of components) {
    const reason = reasonOf(component);
    if (reason !== undefined) flags.push(flagOf(flag, component, reason));
  }
  return flags;
}

function flagOf(flag: FlagKind, component: Component, reason: string): RiskFlag {
  return { flag, component: componentText(component), ...purlOf(component), reason, source: component.source };
}

function purlOf({ purl }: { readonly purl?: string }): { readonly purl?: string } {
  return purl === undefined ? {} : { purl };
}

function componentText({ purl, name, version }: Component): string {
  return packageText({ name, ...(purl !== undefined && { purl }), ...(version !== undefined && { version }) });
}
