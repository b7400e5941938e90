/** Values that look like a secret written out. */

/** True for a value that is itself the secret: not empty, a switch, a path, or a reference to elsewhere. */
export function isLiteral(value: string): boolean {
  const text = value.trim();
  if (text === "" || switches.has(text.toLowerCase())) return false;
  return !references.some((mark) => text.startsWith(mark)) && !fillIns.some((mark) => text.includes(mark));
}

const switches: ReadonlySet<string> = new Set([
  ...["true", "false", "yes", "no", "on", "off", "0", "1", "null", "none", "required", "optional", "disabled"],
]);

/** Paths, and the references of secret stores: Vault's injector, vals, AWS, Azure, Google. */
const references = ["/", "./", "vault:", "ref+", "arn:", "secretref:", "projects/", "@Microsoft.KeyVault(", "file:"];

/** Variables and templates that a later step fills in. */
const fillIns = ["$(", "${", "{{", "<%"];

/** True for an address with a password in it: `postgres://app:…@db/app`. */
export function hasPasswordInUrl(value: string): boolean {
  const scheme = value.indexOf("://");
  if (scheme < 1 || scheme > maxScheme) return false;
  const authority = value.slice(scheme + 3).split(/[/?#\s]/, 1)[0] ?? "";
  const user = authority.slice(0, Math.max(0, authority.lastIndexOf("@")));
  const colon = user.indexOf(":");
  return colon !== -1 && isLiteral(user.slice(colon + 1));
}

/** Schemes are short; a long text before `://` is no scheme. */
const maxScheme = 30;
