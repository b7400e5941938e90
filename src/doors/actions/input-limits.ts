/** What one input may come to. */
export type InputLimits = {
  /** Bytes as they are on disk. */
  readonly maxBytes: number;
  /** Bytes that come out of a gzip file or an archive. */
  readonly maxUnpacked: number;
  /** Nested objects, lists and elements. */
  readonly maxDepth: number;
};

/** 256 MiB: a report of that size takes about 1 GiB of memory, which a CI container has (measured). */
const defaultMaxBytes = 256 * 1024 * 1024;

/** Real reports need 21 at most, and recursion is safe far beyond 128. */
const maxDepth = 128;

/** The limits under `--max-input-size`. Packed bytes, what they unpack to and its text are in memory at once: half. */
export function inputLimits(maxBytes = defaultMaxBytes): InputLimits {
  return { maxBytes, maxUnpacked: Math.floor(maxBytes / 2), maxDepth };
}
