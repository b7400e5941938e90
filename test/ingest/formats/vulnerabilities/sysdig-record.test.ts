import { expect, test } from "bun:test";
import {
  type SysdigRecord,
  toSysdigObservation,
} from "../../../../src/ingest/formats/vulnerabilities/sysdig-record.ts";

const record: SysdigRecord = {
  id: "CVE-2024-0001",
  word: undefined,
  name: "lib",
  version: undefined,
  type: undefined,
  cvssVersion: undefined,
  score: undefined,
  vector: undefined,
  fix: undefined,
  epss: undefined,
  accepted: undefined,
};

const source = { input: "a", pointer: "line 2" };

test.each([[{ id: undefined }], [{ id: "Wrong Field Contents" }], [{ id: "x".repeat(201) }], [{ name: undefined }]])(
  "toSysdigObservation() cannot use %p",
  (members) => {
    expect(toSysdigObservation({ ...record, ...members }, source)).toBeUndefined();
  },
);

test.each([
  [{ cvssVersion: "3", score: "9.8" }, ["3.0", 9.8]],
  [{ cvssVersion: "2", score: "10", vector: "AV:N/AC:L/Au:N/C:C/I:C/A:C" }, ["2.0", 10]],
  [{ cvssVersion: "3.1", score: "0" }, undefined],
  [{ cvssVersion: "3.1", score: "kubernetes" }, undefined],
  [{ score: "9.8" }, undefined],
])("toSysdigObservation() scores %p", (members, expected) => {
  const cvss = toSysdigObservation({ ...record, ...members }, source)?.cvss[0];
  expect<unknown>(cvss === undefined ? undefined : [cvss.version, cvss.score]).toEqual(expected);
});

test.each([
  ["true", "risk accepted"],
  ["TRUE", "risk accepted"],
  ["false", undefined],
  [undefined, undefined],
])("a risk that is accepted %p", (accepted, rule) => {
  expect(toSysdigObservation({ ...record, accepted }, source)?.suppression?.rule).toBe(rule as string);
});
