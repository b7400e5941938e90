import type { Component } from "../../domain/component.ts";
import { type Licence, type LicenceExpression, licenceText } from "../../standards/spdx-expression.ts";
import { rememberedLicences } from "./licences.ts";

/** Licences by name, as the overlay gives them: SPDX ids, `ID WITH exception`, or `text:` and what SBOMs write. */
export type LicencePolicy = { readonly deny: readonly string[]; readonly allow: readonly string[] };

/** What a policy says of one component. */
export type LicenceVerdict = "permitted" | "forbidden" | "unknown" | "not_applicable";

type Verdict = Exclude<LicenceVerdict, "not_applicable">;

/** Components that an SBOM lists beside software: files of a package, and the system as a whole, as CycloneDX and SPDX write it. */
const withoutLicence: ReadonlySet<string> = new Set([
  "file",
  "operating-system",
  "operating_system",
  "operatingsystem",
]);

export type JudgedLicence = { readonly component: Component; readonly verdict: LicenceVerdict };

/** True when the overlay says anything of licences. */
export function hasPolicy({ deny, allow }: LicencePolicy): boolean {
  return deny.length + allow.length > 0;
}

/**
 * Each component under a policy. Of an OR the user may choose, so that one permitted licence is enough; of an AND, and of
 * several licences in a list, each must be permitted. What cannot be read, and software
 * without licence, is unknown; a file or an operating system needs none of its own.
 */
export function judgeLicences(components: readonly Component[], policy: LicencePolicy): readonly JudgedLicence[] {
  const read = rememberedLicences();
  const lists = { deny: new Set(policy.deny.map(nameOf)), allow: new Set(policy.allow.map(nameOf)) };
  return components.map((component) => {
    const { licenses, type = "" } = component;
    if (licenses.length === 0) return { component, verdict: withoutLicence.has(type) ? "not_applicable" : "unknown" };
    const verdicts = licenses.map((text) => verdictOfText(text, read(text), lists));
    return { component, verdict: allOf(verdicts) };
  });
}

/** The text after `text:`; undefined for the name of a licence. */
export function textOf(entry: string): string | undefined {
  return /^text:\s*(\S.*)$/s.exec(entry)?.[1];
}

function nameOf(entry: string): string {
  return plain(textOf(entry) ?? entry);
}

type Lists = { readonly deny: ReadonlySet<string>; readonly allow: ReadonlySet<string> };

/** A text that is no expression can still stand in a list as it is. */
function verdictOfText(text: string, expression: LicenceExpression | undefined, lists: Lists): Verdict {
  if (lists.deny.has(plain(text))) return "forbidden";
  if (lists.allow.has(plain(text))) return "permitted";
  return expression === undefined ? "unknown" : verdictOf(expression, lists);
}

function verdictOf(expression: LicenceExpression, lists: Lists): Verdict {
  if (expression.kind === "licence") return verdictOfLicence(expression.licence, lists);
  const parts = expression.parts.map((part) => verdictOf(part, lists));
  return expression.kind === "and" ? allOf(parts) : anyOf(parts);
}

/** What names the licence with its exception comes before what names the licence alone; a denial before a permission. */
function verdictOfLicence(licence: Licence, { deny, allow }: Lists): Verdict {
  const { exception: _, ...alone } = licence;
  for (const name of [plain(licenceText(licence)), plain(licenceText(alone))]) {
    if (deny.has(name)) return "forbidden";
    if (allow.has(name)) return "permitted";
  }
  if (!licence.isKnown) return "unknown";
  return allow.size === 0 ? "permitted" : "forbidden";
}

function allOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("forbidden")) return "forbidden";
  return verdicts.includes("unknown") ? "unknown" : "permitted";
}

function anyOf(verdicts: readonly Verdict[]): Verdict {
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
