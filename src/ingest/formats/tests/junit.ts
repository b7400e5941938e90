import type { TestReport } from "../../../domain/test-report.ts";
import { counted } from "../../../domain/words.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute } from "../../../standards/xml.ts";
import { account } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { maxLabel } from "../label.ts";
import { readSuite, type TestRun, testRun } from "./junit-suite.ts";

/**
 * JUnit XML, which Ant began and every test runner writes in a dialect of its own; there is no one schema. Counts are
 * those of the cases, whatever the attributes say.
 */
export const junit: Format = {
  id: "junit-xml",
  title: "JUnit XML",
  sign: "the root element `testsuites` or `testsuite`",
  versions: [],
  kinds: ["tests"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const name = xmlRoot(document)?.name;
  return name === "testsuites" || name === "testsuite";
}

function read(document: Document, origin: Origin): Reading {
  const run = testRun(origin.name);
  const root = xmlRoot(document);
  if (root !== undefined) readSuite(root, `/${root.name}`, run);
  return {
    coverage: {
      targets: run.tests,
      ...optional("generatedAt", timestampOf(root, run)),
      doubts: doubtsOf(run),
    },
    accounts: [account("test cases", run.tests, new Map())],
    notices: run.flaky > 0 ? [`${counted(run.flaky, "test")} passed only when run again`] : [],
    items: { testReports: [toReport(root, run)] },
  };
}

function timestampOf(root: XmlElement | undefined, run: TestRun): string | undefined {
  const given = (root && xmlAttribute(root, "timestamp")) ?? run.timestamp;
  return given === undefined ? undefined : shorten(given, maxLabel);
}

function toReport(root: XmlElement | undefined, run: TestRun): TestReport {
  const name = (root && xmlAttribute(root, "name")) ?? onlyName(root);
  return {
    ...optional("name", name === undefined ? undefined : shorten(name, maxLabel)),
    suites: run.suites,
    tests: run.tests,
    failures: run.failures,
    errors: run.errors,
    skipped: run.skipped,
    failing: run.failing,
    source: { input: run.input, pointer: "" },
  };
}

/** A root without a name around one suite is that suite's. */
function onlyName(root: XmlElement | undefined): string | undefined {
  const [only, ...others] = root?.children.filter(({ name }) => name === "testsuite") ?? [];
  return only === undefined || others.length > 0 ? undefined : xmlAttribute(only, "name");
}

function doubtsOf(run: TestRun): readonly string[] {
  const { tests, skipped, faults } = run;
  return [
    ...(tests === 0 ? ["no test was run"] : []),
    ...(tests > 0 && skipped === tests ? ["every test was skipped"] : []),
    ...[...faults].map(([fault, n]) => `${counted(n, "suite claims", "suites claim")} ${fault}`),
  ];
}
