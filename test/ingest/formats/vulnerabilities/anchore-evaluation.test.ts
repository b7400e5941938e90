import { expect, test } from "bun:test";
import { isEvaluation, toEvaluation } from "../../../../src/ingest/formats/vulnerabilities/anchore-evaluation.ts";

const source = { input: "a", pointer: "/securityEvaluation/0" };

test.each([
  [{ securityEvaluation: [{ vulnerabilityId: "CVE-2024-0001" }] }, true],
  [{ securityEvaluation: [], metadata: {} }, true],
  [{ securityEvaluation: [] }, false],
  [{ metadata: {} }, false],
  [null, false],
])("isEvaluation(%j) is %p", (report, expected) => {
  expect(isEvaluation(report)).toBe(expected);
});

test.each([
  ["openssl-3.0.7-r2", "APKG", "openssl", "3.0.7-r2"],
  ["bind-libs-32-9.11.4-26.el8", "rpm", "bind-libs-32", "9.11.4-26.el8"],
  ["node-fetch-2.6.0", "npm", "node-fetch", "2.6.0"],
  ["node-fetch", "npm", "node-fetch", undefined],
  ["-1.0", "npm", "-1.0", undefined],
])(
  "toEvaluation() of the package %s of %s has the name %s and the version %s",
  (joined, packageType, name, version) => {
    const entry = { vulnerabilityId: "CVE-2024-0001", package: joined, packageType };
    const found = toEvaluation(entry, source)?.package;
    expect([found?.name, found?.version]).toEqual([name, version]);
  },
);

test.each([
  ["None", []],
  ["1.2", ["1.2"]],
  ["1.2, 1.3", ["1.2", "1.3"]],
])("toEvaluation() with the fix %s is fixed in %j", (fixAvailable, expected) => {
  const entry = { vulnerabilityId: "CVE-2024-0001", package: "a-1", fixAvailable };
  expect(toEvaluation(entry, source)?.fixedIn).toEqual(expected);
});

test("toEvaluation() needs an id and a package", () => {
  expect(toEvaluation({ vulnerabilityId: "CVE-2024-0001" }, source)).toBeUndefined();
  expect(toEvaluation({ package: "a-1" }, source)).toBeUndefined();
});
