import { expect, test } from "bun:test";
import { isAquaRecord, toAquaObservation } from "../../../../src/ingest/formats/vulnerabilities/aqua-record.ts";

const source = { input: "a", pointer: "/result/0" };
const of = (entry: object, resource: unknown = { name: "lib" }) =>
  toAquaObservation({ name: "CVE-2024-0001", ...entry }, resource, source);

test.each([
  [{ name: "a", aqua_severity: "high" }, true],
  [{ name: "a", vendor_severity: null }, true],
  [{ name: "a", severity: "high" }, false],
  [{ aqua_severity: "high" }, false],
])("isAquaRecord(%j) is %p", (entry, expected) => {
  expect(isAquaRecord(entry)).toBe(expected);
});

test.each([
  [{ aqua_severity: "low", nvd_severity: "high" }, "low"],
  [{ vendor_severity: "medium", vendor_severity_v3: "critical" }, "critical"],
  [{ nvd_severity_v3: "high", nvd_severity: "low" }, "high"],
  [{}, "unknown"],
])("toAquaObservation() of %j is %s", (entry, expected) => {
  expect<unknown>(of(entry)?.severity).toBe(expected);
});

test.each([
  [{ nvd_score: 7.5, nvd_vectors: "AV:N/AC:L/Au:N/C:P/I:P/A:P" }, ["2.0"]],
  [{ nvd_score_v3: 9.8 }, ["3.0"]],
  [{ vendor_score: 5 }, []],
  [{ nvd_score: 5, vendor_score_v3: 9.8 }, ["2.0", "3.0"]],
])("toAquaObservation() of %j has the scores %j", (entry, expected) => {
  expect<unknown>(of(entry)?.cvss.map(({ version }) => version)).toEqual(expected);
});

test.each([
  [{ name: "lib", path: "/x/y.jar" }, "lib"],
  [{ path: "/x/y.jar" }, "y.jar"],
  [{ path: "y.jar" }, "y.jar"],
  [null, "unnamed resource"],
])("toAquaObservation() in %j names the package %s", (resource, name) => {
  expect(of({}, resource)?.package.name).toBe(name);
});

test.each([
  [{ acknowledged: true }, { kind: "tool", rule: "acknowledged" }],
  [
    { ack_author: "a", ack_comment: "no fix" },
    { kind: "tool", rule: "acknowledged", justification: "no fix" },
  ],
  [{ acknowledged: false }, undefined],
])("toAquaObservation() of %j is set aside as %j", (entry, expected) => {
  expect<unknown>(of(entry)?.suppression).toEqual(expected);
});

test("toAquaObservation() needs an id", () => {
  expect(toAquaObservation({ aqua_severity: "high" }, { name: "lib" }, source)).toBeUndefined();
});
