import { describe, expect, test } from "bun:test";
import { isOccurrence, readOccurrence } from "../../../../src/ingest/formats/vulnerabilities/gcp-occurrence.ts";
import { vulnerabilitySink } from "../../../../src/ingest/formats/vulnerabilities/vulnerability-sink.ts";

const noteName = "projects/goog-vulnz/notes/CVE-2020-1971";

test.each([
  [{ noteName, name: "projects/a/occurrences/1" }, true],
  [{ noteName, vulnerability: {} }, true],
  [{ noteName }, false],
  [{ name: "projects/a/occurrences/1", vulnerability: {} }, false],
  [null, false],
])("isOccurrence(%j) is %p", (entry, expected) => {
  expect(isOccurrence(entry)).toBe(expected);
});

function read(flaw: object, rest: object = {}) {
  const sink = vulnerabilitySink("a");
  readOccurrence({ noteName, kind: "VULNERABILITY", vulnerability: flaw, ...rest }, "/0", sink);
  return sink;
}

const issue = { affectedPackage: "openssl", affectedVersion: { name: "1.1", epoch: 1, revision: "r2" } };

describe("readOccurrence()", () => {
  test("gives one observation for each package, with a pointer to it", () => {
    const { observations } = read({ packageIssue: [issue, { ...issue, affectedPackage: "libssl" }] });
    expect(observations.map(({ id, package: ref, source }) => [id, ref.name, ref.version, source.pointer])).toEqual([
      ["CVE-2020-1971", "openssl", "1:1.1-r2", "/0/vulnerability/packageIssue/0"],
      ["CVE-2020-1971", "libssl", "1:1.1-r2", "/0/vulnerability/packageIssue/1"],
    ]);
  });

  test.each([
    ["another kind", {}, { kind: "BUILD" }, 0],
    ["an unknown kind", {}, { kind: "zzz" }, 1],
    ["no package", { packageIssue: [] }, {}, 1],
    ["no package name", { packageIssue: [{}] }, {}, 1],
    ["no id", { packageIssue: [issue] }, { noteName: "projects/a/notes/" }, 1],
  ])("counts an occurrence with %s, which is a fault or not", (_, flaw, rest, faults) => {
    const sink = read(flaw, rest);
    expect([sink.observations.length, sink.notUsed.get("matches")?.size, sink.faults.size]).toEqual([0, 1, faults]);
  });

  test.each(["vulnerability", "zzz", "BUILD", undefined])("of kind %p keeps what has packages", (kind) => {
    expect(read({ packageIssue: [issue] }, { kind }).observations).toHaveLength(1);
  });

  test.each([
    [{ effectiveSeverity: "MINIMAL" }, "info"],
    [{ effectiveSeverity: "SEVERITY_UNSPECIFIED" }, "critical"],
    [{}, "critical"],
  ])("of the package's %j is %s", (members, expected) => {
    const { observations } = read({ severity: "CRITICAL", packageIssue: [{ ...issue, ...members }] });
    expect<unknown>(observations[0]?.severity).toBe(expected);
  });

  test.each([
    [{ kind: "MAXIMUM", fullName: "9" }, []],
    [{ fullName: "1:1.2-r3" }, ["1:1.2-r3"]],
    [{ name: "1.2" }, ["1.2"]],
    [undefined, []],
  ])("of the fix %j is fixed in %j", (fixedVersion, expected) => {
    expect(read({ packageIssue: [{ ...issue, fixedVersion }] }).observations[0]?.fixedIn).toEqual(expected);
  });

  test.each([
    [{ state: "NOT_AFFECTED", justification: { details: "not called" } }, "not called"],
    [{ state: "FIXED", justification: { justificationType: "X" } }, "X"],
    [{ state: "AFFECTED" }, undefined],
  ])("of the VEX %j is set aside because %p", (vexAssessment, expected) => {
    const { observations } = read({ vexAssessment, packageIssue: [issue] });
    expect(observations[0]?.suppression?.justification).toBe(expected);
  });

  test.each([
    [{ cvssScore: 5, cvssVersion: "CVSS_VERSION_2" }, [["2.0", 5]]],
    [{ cvssScore: 9.8 }, [["3.1", 9.8]]],
    [{ cvssScore: 9.8, cvssV2: { baseScore: 5 } }, [["2.0", 5]]],
  ])("of %j has the scores %j", (scores, expected) => {
    const { observations } = read({ ...scores, packageIssue: [issue] });
    expect<unknown>(observations[0]?.cvss.map(({ version, score }) => [version, score])).toEqual(expected);
  });
});
