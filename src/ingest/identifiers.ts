/** `CWE-79` from `CWE-79`, `cwe-79: XSS`, `79`, `external/cwe/cwe-079`; undefined when it names none. */
export function cweOf(text: string): string | undefined {
  const match = /(?:^|[^a-z])cwe[-_ ]?0*(\d{1,5})(?!\d)/i.exec(text) ?? /^0*(\d{1,5})$/.exec(text);
  return match?.[1] === undefined || match[1] === "" ? undefined : `CWE-${match[1]}`;
}

/** CVE and GHSA ids as their publishers spell them, between anything but letters and digits: tools join parts by `_`. */
const idPattern = /(?<![a-z0-9])(?:CVE-\d{4}-\d{4,19}|GHSA(?:-[23456789cfghjmpqrvwx]{4}){3})(?![a-z0-9])/gi;

/**
 * CVE and GHSA ids in a text such as a rule id; CVE in upper case, GHSA as GitHub writes it. Of a text that is longer
 * than rule ids are, the ids that begin or end it: prose in between names ids without meaning them.
 */
export function vulnerabilityIdsIn(text: string): readonly string[] {
  const plain = plainId(text);
  const matches = [...plain.matchAll(idPattern)].filter(({ 0: id, index }) => {
    return index < ruleIdLength || index + id.length > plain.length - ruleIdLength;
  });
  return [...new Set(matches.map(([id]) => canonicalVulnerabilityId(id)))];
}

/** Rule ids are short: 200 characters hold the longest that tools write. */
const ruleIdLength = 200;

/**
 * One spelling per id: `cve-2021-44228` → `CVE-2021-44228`, `ghsa-ABCD…` → `GHSA-abcd…`; others as given.
 * Space around it, invisible characters and look-alike hyphens, which copying from documents brings in, are undone.
 */
export function canonicalVulnerabilityId(id: string): string {
  const plain = plainId(id);
  const upper = plain.toUpperCase();
  if (upper.startsWith("CVE-")) return upper;
  return upper.startsWith("GHSA-") ? `GHSA-${plain.slice(5).toLowerCase()}` : plain;
}

const visibleAscii = /^[!-~]*$/;
/** Format characters (Unicode category Cf), controls and what else is never shown: zero-width and joining characters. */
const invisible = /[\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu;
/** U+2010 hyphen to U+2015 bar, and U+2212 minus. */
const hyphens = /[\u2010-\u2015\u2212]/g;

/** Compatibility forms (NFKC) make full-width letters and digits plain. */
function plainId(id: string): string {
  if (visibleAscii.test(id)) return id;
  return id.normalize("NFKC").replaceAll(invisible, "").replaceAll(hyphens, "-").trim();
}

const cve = /^CVE-\d{4}-\d{4,19}$/;

/** The canonical, well-formed CVE ids among `names` that are none of `own`; undefined when there is none. */
export function relatedCves(names: readonly string[], own: readonly string[]): readonly string[] | undefined {
  if (names.length === 0) return undefined;
  const found = new Set(names.map(canonicalVulnerabilityId).filter((id) => cve.test(id) && !own.includes(id)));
  return found.size === 0 ? undefined : [...found];
}

/** What still reads as a CVE id: tools drop leading zeros of the number. */
const cveLike = /^CVE-\d{4}-\d{1,19}$/;

/** A doubt when ids mean to be CVE ids and are none (CVE Record Format, `cveId`): no catalogue will know them. */
export function malformedIdDoubts(items: readonly { readonly id: string }[]): readonly string[] {
  const n = items.filter(({ id }) => isMalformedCve(id)).length;
  return n === 0 ? [] : [`${n} vulnerabilities have an id that looks like a CVE id and is none`];
}

function isMalformedCve(id: string): boolean {
  return /^CVE/i.test(id) && !cveLike.test(id);
}
