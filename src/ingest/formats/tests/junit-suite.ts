import type { TestReport } from "../../../domain/test-report.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChild } from "../../../standards/xml.ts";
import { count, type Tally } from "../../account.ts";
import { oneLine } from "../findings/report-text.ts";
import { maxLabel } from "../label.ts";
import { countAttribute } from "./measured.ts";

/** What is counted while the suites of one document are gone through. */
export type TestRun = {
  readonly input: string;
  readonly failing: TestReport["failing"][number][];
  /** What is doubtful → how often. */
  readonly faults: Tally;
  suites: number;
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
  /** Cases that failed at first and passed when they were run again. */
  flaky: number;
  /** The date of the first suite that has one. */
  timestamp: string | undefined;
};

export function testRun(input: string): TestRun {
  const counts = { suites: 0, tests: 0, failures: 0, errors: 0, skipped: 0, flaky: 0 };
  return { input, failing: [], faults: new Map(), ...counts, timestamp: undefined };
}

/** Reads a `testsuites` or `testsuite` with all that is inside. The depth is that of the document, which is bounded. */
export function readSuite(element: XmlElement, path: string, run: TestRun): void {
  const before = { tests: run.tests, bad: run.failures + run.errors };
  if (element.name === "testsuite") openSuite(element, path, run);
  const seen = new Map<string, number>();
  for (const child of element.children) {
    const index = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, index);
    const place = `${path}/${child.name}[${index}]`;
    if (child.name === "testsuite") readSuite(child, place, run);
    else if (child.name === "testcase") readCase(child, place, run);
  }
  compare(element, { tests: run.tests - before.tests, bad: run.failures + run.errors - before.bad }, run);
}

/** A suite that fails as a whole, for example because it could not be loaded. */
function openSuite(element: XmlElement, path: string, run: TestRun): void {
  run.suites++;
  run.timestamp ??= xmlAttribute(element, "timestamp");
  const cause = xmlChild(element, "error") ?? xmlChild(element, "failure");
  if (cause === undefined) return;
  run.errors++;
  addFailing(element, cause, path, run);
}

/** Attributes that claim more than the cases show: part of the report is not there. Fewer happens with reruns. */
function compare(
  element: XmlElement,
  shown: { readonly tests: number; readonly bad: number },
  { faults }: TestRun,
): void {
  if ((countAttribute(element, "tests") ?? 0) > shown.tests) count(faults, "more tests than there are");
  const bad = (countAttribute(element, "failures") ?? 0) + (countAttribute(element, "errors") ?? 0);
  if (bad > shown.bad) count(faults, "more failures than there are");
}

function readCase(element: XmlElement, path: string, run: TestRun): void {
  run.tests++;
  const outcome = outcomeOf(element);
  if (outcome === "passed") {
    if (xmlChild(element, "flakyFailure") ?? xmlChild(element, "flakyError")) run.flaky++;
    return;
  }
  run[outcome]++;
  if (outcome !== "skipped") addFailing(element, xmlChild(element, causes[outcome]), path, run);
}

const causes = { failures: "failure", errors: "error" } as const;

/** Words that GoogleTest, Catch2, CTest and others write for cases that did not run. */
const notRun: ReadonlySet<string> = new Set(["skipped", "disabled", "notrun", "ignored", "suppressed", "pending"]);

const failed: ReadonlySet<string> = new Set(["failed", "failure", "fail", "error", "errored", "broken"]);

/** A case may have several outcomes (pytest: the test fails, its teardown breaks): the worst counts. */
function outcomeOf(element: XmlElement): "passed" | "failures" | "errors" | "skipped" {
  if (xmlChild(element, "failure") !== undefined) return "failures";
  if (xmlChild(element, "error") !== undefined) return "errors";
  if (xmlChild(element, "skipped") !== undefined) return "skipped";
  const words = ["status", "result"].map((name) => xmlAttribute(element, name)?.toLowerCase() ?? "");
  if (words.some((word) => failed.has(word))) return "failures";
  return words.some((word) => notRun.has(word)) ? "skipped" : "passed";
}

/** Characters of a message: its first line tells what went wrong. */
const maxFailure = 200;

function addFailing(element: XmlElement, cause: XmlElement | undefined, path: string, run: TestRun): void {
  const parts = [xmlAttribute(element, "classname"), xmlAttribute(element, "name")];
  const name = parts.flatMap((part) => (part === undefined ? [] : shorten(part, maxLabel))).join(" › ");
  const words = cause === undefined ? undefined : (xmlAttribute(cause, "message") ?? cause.text.trim());
  run.failing.push({
    name: name === "" ? "unnamed" : name,
    ...optional("message", oneLine(words, maxFailure)),
    source: { input: run.input, pointer: path },
  });
}
