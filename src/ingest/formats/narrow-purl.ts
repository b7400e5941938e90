import { canonicalPurl, formatPurl, parsePurl } from "../../standards/purl.ts";

/** Version numbers; where documents have a version, some write a name of a package (`389-ds-base`). */
const versionNumber = /^v?\d+(?:\.\d+)*(?:[-+~_.][0-9A-Za-z.+~_-]{0,60})?$/;

/**
 * The canonical purl of a thing of one version, undefined for a text that is none: a purl without a version means all
 * versions, which the thing is not.
 */
export function narrowPurl(written: string, version: string | undefined): string | undefined {
  const canonical = canonicalPurl(written);
  if (canonical === undefined || version === undefined || isOfVersion(canonical)) return canonical;
  const purl = parsePurl(canonical);
  const isVersion = version !== purl?.name && versionNumber.test(version);
  return purl === undefined || !isVersion ? canonical : formatPurl({ ...purl, version });
}

/** A canonical purl has a bare `@` in front of its version only, and in qualifiers behind it. */
function isOfVersion(canonical: string): boolean {
  const at = canonical.indexOf("@");
  const end = canonical.search(/[?#]/);
  return at >= 0 && (end < 0 || at < end);
}
