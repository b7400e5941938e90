/**
 * Where source code came from, in the spelling that SPDX (2.3 §7.7, download location) and SLSA predicates share:
 * `git+https://host/repository.git@revision`.
 */

/**
 * The repository alone: without `git+`, without the revision behind the `@` of the path, without `.git`; also of the
 * address of a commit in a web front end (`/commit/<hex>`), which Cloud Build gives.
 */
export function repositoryOf(uri: string): string {
  const base = split(uri).base.replace(/\/commit\/[0-9a-f]{40}$/, "");
  const plain = base.endsWith("/") ? base.slice(0, -1) : base;
  return plain.endsWith(".git") ? plain.slice(0, -".git".length) : plain;
}

/** The revision behind the `@` of the path: a branch, a tag or a commit, as written; undefined when there is none. */
export function revisionOf(uri: string): string | undefined {
  const { revision } = split(uri);
  return revision === "" ? undefined : revision;
}

/** An `@` before the path is part of the address: `ssh://git@host/repository`. */
function split(uri: string): { readonly base: string; readonly revision: string } {
  const plain = uri.startsWith("git+") ? uri.slice("git+".length) : uri;
  const scheme = plain.indexOf("://");
  const path = plain.indexOf("/", scheme === -1 ? 0 : scheme + "://".length);
  const at = path === -1 ? -1 : plain.indexOf("@", path);
  return at === -1 ? { base: plain, revision: "" } : { base: plain.slice(0, at), revision: plain.slice(at + 1) };
}
