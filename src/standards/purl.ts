import { percentDecoded } from "./percent.ts";
import { isCaselessModel, rulesOf } from "./purl-types.ts";

/** A package URL (github.com/package-url/purl-spec, ECMA-427), decoded and normalised by the rules of its type. */
export type Purl = {
  readonly type: string;
  /** Segments joined by `/`: a Maven group, an npm scope with its `@`, a distribution. */
  readonly namespace?: string;
  readonly name: string;
  readonly version?: string;
  /** Lower-case names in code unit order; no empty values. */
  readonly qualifiers: ReadonlyMap<string, string>;
  readonly subpath?: string;
};

type Names = Pick<Purl, "type" | "namespace" | "name">;

const NO_QUALIFIERS: ReadonlyMap<string, string> = new Map();

/**
 * Reads a package URL; undefined for a text that is none. Reads what tools write, not only what the specification
 * allows: an npm scope may keep its bare `@`, a stray `%` stands for itself. What single types require (a Swift
 * namespace, a CRAN version) is not checked.
 */
export function parsePurl(text: string): Purl | undefined {
  if (text.slice(0, 4).toLowerCase() !== "pkg:") return undefined;
  const [located, subpath = ""] = cutLast(text.slice(4), "#");
  const [path, query = ""] = cutLast(located, "?");
  const [named, version = ""] = cutVersion(path);
  const names = readNames(named);
  const qualifiers = readQualifiers(query);
  if (names === undefined || qualifiers === undefined) return undefined;
  const inside = readSegments(subpath).filter((segment) => segment !== "." && segment !== "..");
  const name = isCaselessModel(names.type, qualifiers.get("repository_url")) ? names.name.toLowerCase() : names.name;
  return {
    ...names,
    name,
    ...(version !== "" && { version: rulesOf(names.type).version(percentDecoded(version)) }),
    qualifiers,
    ...(inside.length > 0 && { subpath: inside.join("/") }),
  };
}

function cutLast(text: string, separator: string): readonly [before: string, after?: string] {
  const at = text.lastIndexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** The version stands behind the last `@`, unless that `@` begins a segment: then it is a scope's. */
function cutVersion(path: string): readonly [before: string, after?: string] {
  const at = path.lastIndexOf("@");
  return at < 1 || path[at - 1] === "/" ? [path] : [path.slice(0, at), path.slice(at + 1)];
}

function readNames(path: string): Names | undefined {
  const parts = path.split("/").filter((part) => part !== "");
  const type = (parts.shift() ?? "").toLowerCase();
  const last = parts.pop();
  // A bare @ in front of the last segment: the name was left out and this is the version.
  if (last === undefined || last.startsWith("@") || !/^[a-z][a-z0-9.+-]*$/.test(type)) return undefined;
  const rules = rulesOf(type);
  const namespace = parts.map(percentDecoded).join("/");
  const name = rules.name(percentDecoded(last));
  return namespace === "" ? { type, name } : { type, namespace: rules.namespace(namespace), name };
}

function readSegments(path: string): readonly string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(percentDecoded);
}

function readQualifiers(query: string): ReadonlyMap<string, string> | undefined {
  if (query === "") return NO_QUALIFIERS;
  const values = new Map<string, string>();
  for (const pair of query.split("&")) {
    const at = pair.indexOf("=");
    const name = pair.slice(0, at === -1 ? pair.length : at).toLowerCase();
    if (!/^[a-z][a-z0-9._-]*$/.test(name) || values.has(name)) return undefined;
    values.set(name, at === -1 ? "" : percentDecoded(pair.slice(at + 1)));
  }
  const present = [...values].filter(([, value]) => value !== "");
  return new Map(present.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The canonical text of a package URL. */
export function formatPurl(purl: Purl): string {
  const qualifiers = [...purl.qualifiers].map(([name, value]) => `${name}=${encode(value)}`).join("&");
  const query = qualifiers === "" ? "" : `?${qualifiers}`;
  const inside = purl.subpath === undefined ? "" : `#${encodePath(purl.subpath)}`;
  return `${formatNames(purl)}${formatVersion(purl.version)}${query}${inside}`;
}

function formatNames(purl: Names): string {
  const namespace = purl.namespace === undefined ? "" : `${encodePath(purl.namespace)}/`;
  return `pkg:${purl.type}/${namespace}${encode(purl.name)}`;
}

function formatVersion(version: string | undefined): string {
  return version === undefined ? "" : `@${encode(version)}`;
}

function encodePath(path: string): string {
  return path.split("/").map(encode).join("/");
}

/** Percent-encodes all but the unreserved characters of RFC 3986 and the colon, as purl-spec asks. */
function encode(text: string): string {
  if (/^[A-Za-z0-9._~:-]*$/.test(text)) return text;
  const encoded = encodeURIComponent(text.toWellFormed()).replaceAll("%3A", ":");
  return encoded.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The plainest package URLs of the commonest types, which parsing and printing give back as they are: lower-case names,
 * a version, nothing to encode. Half of the time of reading an SBOM of 50,000 components went into finding that out.
 */
const plain =
  /^pkg:(?:npm\/(?:%40[a-z0-9][a-z0-9.-]{0,213}\/)?|(?:maven|cargo|gem|deb|apk)\/(?:[a-z0-9][a-z0-9.-]{0,213}\/){0,4})[a-z0-9][a-z0-9.-]{0,213}@[A-Za-z0-9][A-Za-z0-9._~-]*$|^pkg:golang\/(?:[a-z0-9][a-z0-9.-]{0,213}\/){0,6}[a-z0-9][a-z0-9.-]{0,213}@v[0-9][A-Za-z0-9._~-]*$|^pkg:pypi\/[a-z0-9][a-z0-9-]{0,213}@[a-z0-9][a-z0-9.]*$/;

/** The canonical text of a package URL, undefined for a text that is none. */
export function canonicalPurl(text: string): string | undefined {
  if (plain.test(text)) return text;
  const purl = parsePurl(text);
  return purl === undefined ? undefined : formatPurl(purl);
}

/**
 * What two tools that mean one package agree on: `pkg:type/namespace/name@version`. Qualifiers and subpath go:
 * `arch`, `distro`, `upstream` and `package-id` are each tool's own. So does an RPM's epoch, which one tool
 * writes as a qualifier, one before the version and one not at all, and which no two builds of one
 * version-release differ in. A Debian epoch may stand in a qualifier, and 0 is none. A Go version gets the `v` that
 * modules have and some tools cut off; a module path that ends in its own major version is the module without it.
 */
export function purlIdentity(text: string): string | undefined {
  const purl = parsePurl(text);
  if (purl === undefined) return undefined;
  const version = agreedVersion(purl);
  return `${formatNames(agreedNames(purl, version))}${formatVersion(version)}`;
}

function agreedNames(purl: Purl, version: string | undefined): Names {
  if (purl.type === "golang") return moduleNames(purl, version);
  return purl.type === "rpm" ? { ...purl, namespace: agreedVendor(purl.namespace ?? "") } : purl;
}

/** RPM distributions by the names that Syft and Grype take from os-release, and Trivy and vendors' own VEX do not. */
const vendors: ReadonlyMap<string, string> = new Map([
  ["almalinux", "alma"],
  ["amzn", "amazon"],
  ["ol", "oracle"],
  ["oraclelinux", "oracle"],
  ["rhel", "redhat"],
  ["rockylinux", "rocky"],
]);

/** The one name of an RPM distribution: `rhel` and `redhat` are one vendor. */
export function agreedVendor(namespace: string): string {
  return vendors.get(namespace) ?? namespace;
}

function agreedVersion(purl: Purl): string | undefined {
  switch (purl.type) {
    case "rpm":
      return purl.version?.replace(/^[0-9]+:/, "");
    case "deb":
      return withEpoch(purl)?.replace(/^0+:/, "");
    case "golang":
      return purl.version?.replace(/^(?:go)?(?=[0-9]+\.[0-9])/, "v").replace(/\+incompatible$/, "");
    default:
      return purl.version;
  }
}

function withEpoch({ version, qualifiers }: Purl): string | undefined {
  const epoch = qualifiers.get("epoch");
  if (version === undefined || epoch === undefined || !/^[0-9]{1,9}$/.test(epoch)) return version;
  return version.includes(":") ? version : `${epoch}:${version}`;
}

/** `example.com/mod/v2@v2.1.0` is what a tool that cuts the path short calls `example.com/mod@v2.1.0`. */
function moduleNames(purl: Purl, version: string | undefined): Names {
  const major = /^v([2-9]|[1-9][0-9]{1,8})\./.exec(version ?? "")?.[1];
  if (major === undefined || purl.name !== `v${major}` || purl.namespace === undefined) return purl;
  const slash = purl.namespace.lastIndexOf("/");
  const [path, name] = [purl.namespace.slice(0, Math.max(slash, 0)), purl.namespace.slice(slash + 1)];
  return path === "" ? { type: purl.type, name } : { type: purl.type, namespace: path, name };
}
