import { expect, test } from "bun:test";
import {
  checkmarxFinding,
  checkmarxObservation,
} from "../../../../src/ingest/formats/vulnerabilities/checkmarx-result.ts";

const place = { source: { input: "f", pointer: "" } };

test.each([
  ["Npm-left-pad-1.0.0", "left-pad", "1.0.0", "Npm"],
  ["Python-requests-2.0", "requests", "2.0", "Python"],
])("checkmarxObservation() takes %s apart", (packageIdentifier, name, version, ecosystem) => {
  const observation = checkmarxObservation({ id: "CVE-2020-0001", data: { packageIdentifier } }, place);
  expect(observation?.package).toMatchObject({ name, version, ecosystem });
});

test("checkmarxObservation() reads packages of images, and nothing without one", () => {
  const data = { packageName: "openssl", packageVersion: "3.0" };
  expect(checkmarxObservation({ id: "CVE-2020-0001", data }, place)?.package).toEqual({
    name: "openssl",
    version: "3.0",
  });
  expect(checkmarxObservation({ id: "CVE-2020-0001" }, place)).toBeUndefined();
  expect(checkmarxObservation({ data }, place)).toBeUndefined();
});

test("checkmarxFinding() names a query of any scanner, and the last node of a flow", () => {
  const nodes = [
    { fileName: "/a.js", line: 1 },
    { fileName: "/b.js", line: 2 },
  ];
  expect(checkmarxFinding({ data: { queryName: "Q_R", nodes } }, place)).toMatchObject({
    ruleId: "Q_R",
    message: "Q R",
    location: { file: "b.js", line: 2 },
  });
  expect(checkmarxFinding({ data: { ruleName: "r" } }, place)?.ruleId).toBe("r");
  expect(checkmarxFinding({ data: {} }, place)).toBeUndefined();
});
