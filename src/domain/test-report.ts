import type { Source } from "./source.ts";

/** One document of test results (JUnit XML and its like), counted from its test cases. */
export type TestReport = {
  readonly name?: string;
  readonly suites: number;
  readonly tests: number;
  readonly failures: number;
  /** Cases that could not run to an end. */
  readonly errors: number;
  readonly skipped: number;
  /** The cases that failed or broke, as `class › case`. */
  readonly failing: readonly { readonly name: string; readonly message?: string; readonly source: Source }[];
  readonly source: Source;
};

/** Lines, branches or methods: how many there are, and how many a test ran. */
export type Covered = { readonly covered: number; readonly total: number };

/** One code coverage document (Cobertura, LCOV, JaCoCo). */
export type CodeCoverage = {
  readonly lines?: Covered;
  readonly branches?: Covered;
  readonly functions?: Covered;
  /** Source files that it tells of. */
  readonly files: number;
  readonly source: Source;
};
