/** Credentials in plain text, told apart by shape and never repeated. */

/**
 * The kind of credential in a text, in words; undefined when there is none of a well-known shape.
 * Sources: the token formats that their issuers publish (AWS unique identifiers, GitHub, GitLab, Slack, Stripe, Google,
 * npm) and RFC 7468 §2.
 */
export function credentialIn(text: string): string | undefined {
  return shapes.find(({ pattern }) => pattern.test(text))?.kind;
}

/** Bounded classes only, so that each is linear. */
const shapes: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  { kind: "an AWS access key id", pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { kind: "a private key", pattern: /-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY-----/ },
  { kind: "a GitHub token", pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50})/ },
  { kind: "a GitLab token", pattern: /\bglpat-[A-Za-z0-9_-]{20}/ },
  { kind: "a Slack token", pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{10}/ },
  { kind: "a Stripe key", pattern: /\b[rs]k_live_[A-Za-z0-9]{16}/ },
  { kind: "a Google API key", pattern: /\bAIza[A-Za-z0-9_-]{35}/ },
  { kind: "an npm token", pattern: /\bnpm_[A-Za-z0-9]{36}/ },
  {
    kind: "an assigned AWS secret key",
    pattern: /\baws_secret_access_key["']?[ \t]{0,4}[=:][ \t]{0,4}["']?[A-Za-z0-9/+]{40}/i,
  },
];
