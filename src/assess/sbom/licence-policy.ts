import type { Component } from "../../domain/component.ts";
import { type Licence, type LicenceExpression, licenceText } from "../../standards/spdx-expression.ts";
import { rememberedLicences } from "./licences.ts";

/** Licences by name, as the overlay gives them: SPDX ids, `ID WITH exception`, or texts as SBOMs write them. */
export type LicencePolicy = { readonly deny: readonly string[]; readonly allow: readonly string[] };

/** What a policy says of one component. */
export type LicenceVerdict = "permitted" | "forbidden" | "unknown";

export type JudgedLicence = { readonly component: Component; readonly verdict: LicenceVerdict };

/** True when the overlay says anything of licences. */
export function hasPolicy({ deny, allow }: LicencePolicy): boolean {
  return deny.length + allow.length > 0;
}

/**
 * Each component under a policy. Of an OR the user may choose, so that one permitted licence is enough; of an AND, and of
 * several licences in a list, each must be permitted. What cannot be read, and a component without licence, is unknown.
 */
export function judgeLicences(components: readonly Component[], policy: LicencePolicy): readonly JudgedLicence[] {
  const read = rememberedLicences();
  const lists = { deny: new Set(policy.deny.map(plain)), allow: new Set(policy.allow.map(plain)) };
  return components.map((component) => {
    const { licenses } = component;
    const verdicts = licenses.map((text) => verdictOfText(text, read(text), lists));
    return { component, verdict: licenses.length === 0 ? "unknown" : allOf(verdicts) };
  });
}

type Lists = { readonly deny: ReadonlySet<string>; readonly allow: ReadonlySet<string> };

/** A text that is no expression can still stand in a list as it is. */
function verdictOfText(text: string, expression: LicenceExpression | undefined, lists: Lists): LicenceVerdict {
  if (lists.deny.has(plain(text))) return "forbidden";
  if (lists.allow.has(plain(text))) return "permitted";
  return expression === undefined ? "unknown" : verdictOf(expression, lists);
}

function verdictOf(expression: LicenceExpression, lists: Lists): LicenceVerdict {
  if (expression.kind === "licence") return verdictOfLicence(expression.licence, lists);
  const parts = expression.parts.map((part) => verdictOf(part, lists));
  return expression.kind === "and" ? allOf(parts) : anyOf(parts);
}

/** What names the licence with its exception comes before what names the licence alone; a denial before a permission. */
function verdictOfLicence(licence: Licence, { deny, allow }: Lists): LicenceVerdict {
  const { exception: _, ...alone } = licence;
  for (const name of [plain(licenceText(licence)), plain(licenceText(alone))]) {
    if (deny.has(name)) return "forbidden";
    if (allow.has(name)) return "permitted";
  }
  if (!licence.isKnown) return "unknown";
  return allow.size === 0 ? "permitted" : "forbidden";
}

function allOf(verdicts: readonly LicenceVerdict[]): LicenceVerdict {
  if (verdicts.includes("forbidden")) return "forbidden";
  return verdicts.includes("unknown") ? "unknown" : "permitted";
}

function anyOf(verdicts: readonly LicenceVerdict[]): LicenceVerdict {
  if (verdicts.includes("permitted")) return "permitted";
  return verdicts.includes("unknown") ? "unknown" : "forbidden";
}

/** Without case, and the ids of GNU licences that SPDX has retired as the ones that replaced them. */
function plain(name: string): string {
  const lower = name.trim().toLowerCase();
  const gnu = /^((?:a|l)?gpl-\d\.\d|gfdl-\d\.\d)(\+?)(?= with |$)/.exec(lower);
  if (gnu === null) return lower;
  const [written, id = "", orLater] = gnu;
  return `${id}-${orLater === "+" ? "or-later" : "only"}${lower.slice(written.length)}`;
}
