/** How a package type spells what it compares without case or in some other loose way. */
export type PurlRules = {
  readonly namespace: (text: string) => string;
  readonly name: (text: string) => string;
  readonly version: (text: string) => string;
};

const keep = (text: string): string => text;
const lower = (text: string): string => text.toLowerCase();
const upper = (text: string): string => text.toUpperCase();

const asWritten: PurlRules = { namespace: keep, name: keep, version: keep };
const lowerNames: PurlRules = { namespace: lower, name: lower, version: keep };

/** The normalisation rules of the type definitions of purl-spec; a type that is not here is kept as written. */
const rulesByType: ReadonlyMap<string, PurlRules> = new Map<string, PurlRules>([
  ["alpm", lowerNames],
  ["apk", lowerNames],
  ["bitbucket", lowerNames],
  ["bitnami", lowerNames],
  ["brew", { ...asWritten, name: lower }],
  ["composer", lowerNames],
  ["cpan", { ...asWritten, namespace: upper }],
  ["deb", lowerNames],
  ["github", lowerNames],
  ["golang", lowerNames],
  ["hex", lowerNames],
  // A commit is compared without case; a tag is not.
  ["huggingface", { ...asWritten, version: (text) => (/^[0-9A-Fa-f]{40}$/.test(text) ? text.toLowerCase() : text) }],
  ["luarocks", lowerNames],
  ["npm", lowerNames],
  ["oci", lowerNames],
  ["otp", lowerNames],
  ["pub", { ...asWritten, name: (text) => text.toLowerCase().replaceAll("-", "_") }],
  // PEP 503: runs of - _ . are one dash.
  ["pypi", { namespace: lower, name: (text) => text.toLowerCase().replace(/[-_.]+/g, "-"), version: lower }],
  ["qpkg", { ...asWritten, namespace: lower }],
  ["rpm", { ...asWritten, namespace: lower }],
  ["vscode-extension", { namespace: lower, name: lower, version: lower }],
  ["yocto", { ...asWritten, namespace: lower }],
]);

/** The rules of a package type, which is in lower case. */
export function rulesOf(type: string): PurlRules {
  return rulesByType.get(type) ?? asWritten;
}

/** MLflow models are compared without case in Databricks and with it elsewhere (mlflow type definition). */
export function isCaselessModel(type: string, repository: string | undefined): boolean {
  return type === "mlflow" && repository?.includes("databricks") === true;
}
