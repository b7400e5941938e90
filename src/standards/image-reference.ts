/** A reference to a container image, taken apart. */
export type ImageReference = {
  /** Host of the registry as written; absent where the runtime's default is meant. */
  readonly registry?: string;
  /** Path of the repository, without registry: `library/nginx` is written `nginx`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…`, as written. */
  readonly digest?: string;
};

/**
 * Takes an image reference apart; undefined for what is none.
 * Source: the grammar of `distribution/reference`: the first part is a registry when it holds a dot or colon, or is
 * `localhost`; a tag follows the last colon after the last slash; a digest follows `@`.
 */
export function parseImageReference(text: string): ImageReference | undefined {
  const [name = "", digest, ...more] = text.split("@");
  if (more.length > 0 || (digest !== undefined && !digestPattern.test(digest))) return undefined;
  const colon = name.indexOf(":", name.lastIndexOf("/") + 1);
  const tag = colon === -1 ? undefined : name.slice(colon + 1);
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  const place = splitRegistry(colon === -1 ? name : name.slice(0, colon));
  return place && { ...place, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** Registry and repository of a name without tag and digest. */
function splitRegistry(path: string): Pick<ImageReference, "registry" | "repository"> | undefined {
  const first = path.indexOf("/");
  const head = first === -1 ? "" : path.slice(0, first);
  if (!isRegistry(head)) return repositoryPattern.test(path) ? { repository: path } : undefined;
  const repository = path.slice(first + 1);
  if (!hostPattern.test(head) || !repositoryPattern.test(repository)) return undefined;
  return { registry: head, repository };
}

function isRegistry(head: string): boolean {
  return head === "localhost" || head.includes(".") || head.includes(":");
}

const digestPattern = /^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[0-9a-fA-F]{32,}$/;
const tagPattern = /^\w[\w.-]{0,127}$/;
const hostPattern = /^[a-zA-Z0-9.-]+(?::\d+)?$/;
const repositoryPattern = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*$/;
