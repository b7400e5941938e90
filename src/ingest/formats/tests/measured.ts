import type { Coverage, RawItems } from "../../../domain/input-file.ts";
import type { CodeCoverage, Covered } from "../../../domain/test-report.ts";
import { type XmlElement, xmlAttribute } from "../../../standards/xml.ts";
import { account, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";

/** What the readers of code coverage share: sums, and the reading that they make of them. */

/** A sum while it grows. */
export type Sum = { covered: number; total: number };

export function sum(): Sum {
  return { covered: 0, total: 0 };
}

export function add(into: Sum, { covered, total }: Covered): void {
  into.covered += covered;
  into.total += total;
}

/** Counts one line, branch or function. */
export function tick(into: Sum, isCovered: boolean): void {
  into.total++;
  if (isCovered) into.covered++;
}

/** A count in an attribute; undefined for what is none. */
export function countAttribute(element: XmlElement | undefined, name: string): number | undefined {
  return element === undefined ? undefined : countOf(xmlAttribute(element, name));
}

/** A number of things: digits, no more than a safe integer has. */
export function countOf(given: string | undefined): number | undefined {
  return given !== undefined && /^\d{1,15}$/.test(given) ? Number(given) : undefined;
}

/** What one document measured. */
export type Measured = {
  readonly lines: Covered;
  readonly branches: Covered;
  readonly functions: Covered;
  /** Source files that it tells of. */
  readonly files: number;
};

type Close = {
  readonly input: string;
  readonly pointer: string;
  readonly items: RawItems;
  readonly kept: number;
  readonly notUsed: Tally;
  readonly coverage?: Omit<Coverage, "doubts" | "targets">;
  readonly doubts: readonly string[];
  readonly notices?: readonly string[];
};

/** The reading of a coverage document. Sorts of which there is nothing to cover are left out; no line at all is a doubt. */
export function coverageReading(measured: Measured, close: Close): Reading {
  const { lines, branches, functions, files } = measured;
  const codeCoverage: CodeCoverage = {
    ...(lines.total > 0 && { lines }),
    ...(branches.total > 0 && { branches }),
    ...(functions.total > 0 && { functions }),
    files,
    source: { input: close.input, pointer: close.pointer },
  };
  const nothing = lines.total === 0 ? ["it tells of no line of code, covered or not"] : [];
  return {
    coverage: { ...close.coverage, targets: files, doubts: [...nothing, ...close.doubts] },
    accounts: [account(close.items, close.kept, close.notUsed)],
    notices: close.notices ?? [],
    items: { codeCoverages: [codeCoverage] },
  };
}
