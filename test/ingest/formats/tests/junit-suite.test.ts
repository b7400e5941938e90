import { expect, test } from "bun:test";
import { readSuite, testRun } from "../../../../src/ingest/formats/tests/junit-suite.ts";
import { parseXmlText } from "../../../../src/standards/xml.ts";

const run = (cases: string, attributes = "") => {
  const counts = testRun("t");
  readSuite(parseXmlText(`<testsuite ${attributes}>${cases}</testsuite>`), "/testsuite", counts);
  return counts;
};

test.each([
  ["<testcase name='a'/>", [1, 0, 0, 0, 0]],
  ["<testcase><failure/></testcase>", [1, 1, 0, 0, 0]],
  ["<testcase><error/></testcase>", [1, 0, 1, 0, 0]],
  ["<testcase><skipped/><failure/><error/></testcase>", [1, 1, 0, 0, 0]],
  ["<testcase><skipped/></testcase>", [1, 0, 0, 1, 0]],
  ["<testcase status='notrun' result='suppressed'/>", [1, 0, 0, 1, 0]],
  ["<testcase status='disabled'/>", [1, 0, 0, 1, 0]],
  ["<testcase status='run'/>", [1, 0, 0, 0, 0]],
  ["<testcase status='failed'/>", [1, 1, 0, 0, 0]],
  ["<testcase><flakyError/></testcase>", [1, 0, 0, 0, 1]],
  ["<testcase><failure/><rerunFailure/></testcase>", [1, 1, 0, 0, 0]],
  ["<failure message='no setup'/>", [0, 0, 1, 0, 0]],
  ["<testsuite><testcase/><testsuite><testcase/></testsuite></testsuite>", [2, 0, 0, 0, 0]],
])("%s counts %j", (cases, expected) => {
  const { tests, failures, errors, skipped, flaky } = run(cases);
  expect([tests, failures, errors, skipped, flaky]).toEqual([...expected]);
});

test.each([
  ["tests='1'", 0],
  ["tests='0' failures='0'", 0],
  ["tests='2'", 1],
  ["tests='1' errors='1'", 1],
  ["tests='many' failures='-1'", 0],
])("a suite of one passed case that says %s has %i faults", (attributes, faults) => {
  expect(run("<testcase/>", attributes).faults.size).toBe(faults);
});

test("failing cases are named by class and case, with one line of the message", () => {
  const { failing } = run("<testcase classname='a.B' name='c'><failure>\n one\n two</failure></testcase>");
  expect(failing).toEqual([
    { name: "a.B › c", message: "one two", source: { input: "t", pointer: "/testsuite/testcase[1]" } },
  ]);
});
