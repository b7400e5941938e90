import type { Severity } from "./severity.ts";
import type { Source } from "./source.ts";
import type { Cvss } from "./vulnerability.ts";

/**
 * A public record about a vulnerability (NVD CVE 2.0). It tells what the flaw is,
 * not that this release has it; so it enriches what scanners saw and is otherwise a doubt.
 */
export type Advisory = {
  readonly id: string;
  /** Other ids of the same flaw (OSV `aliases`, GHSA `identifiers`); never those of related or upstream records. */
  readonly aliases?: readonly string[];
  readonly severity: Severity;
  readonly cvss: readonly Cvss[];
  readonly cwes: readonly string[];
  readonly title?: string;
  /** CISA fields of the NVD record, when it has them. */
  readonly kev?: { readonly dateAdded: string; readonly dueDate: string };
  readonly source: Source;
};
