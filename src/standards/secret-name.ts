/** True for a name that says it holds a secret itself, not where it is or how it is made. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  if (words.length === 0 || words.length > maxWords || about.has(last)) return false;
  return words.some((word) => secretWords.has(word)) || keyPairs.has(words.slice(-2).join(" "));
}

/** Names of variables have a few words; a longer one is text. */
const maxWords = 12;

const secretWords: ReadonlySet<string> = new Set([
  "password",
  "passwd",
  "passphrase",
  "secret",
  "token",
  "credential",
  "credentials",
  "apikey",
  "privatekey",
]);

const keyPairs: ReadonlySet<string> = new Set([
  "api key",
  "access key",
  "secret key",
  "private key",
  "encryption key",
  "signing key",
  "account key",
]);

/** Last words that make a name one about a secret: its file, its lifetime, its address, whether there must be one. */
const about: ReadonlySet<string> = new Set([
  ...["file", "path", "dir", "directory", "name", "mount", "volume", "ref", "id", "arn", "namespace"],
  ...["url", "uri", "endpoint", "host", "port", "issuer", "audience", "scope", "type", "algorithm", "header", "cookie"],
  ...["ttl", "expiry", "expiration", "expires", "lifetime", "timeout", "interval", "length", "size", "limit", "count"],
  ...["enabled", "disabled", "required", "policy", "mode", "manager", "store", "provider", "backend", "engine"],
  ...["version", "prefix", "suffix", "format", "rotation", "optional", "field", "usage", "budget", "max", "min"],
]);

/** `DB_PASSWORD`, `db-password`, `dbPassword` → `db`, `password`. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, maxName)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Names of variables and keys are at most this long where Kubernetes limits them (ConfigMap keys, 253). */
const maxName = 253;
