import { describe, expect, test } from "bun:test";
import {
  cloudFinding,
  enter,
  gone,
  noRule,
  open,
  resourcesText,
  type Standing,
  setAside,
  undecided,
} from "../../../../src/ingest/formats/cloud/cloud-finding.ts";
import { postureSink } from "../../../../src/ingest/formats/vulnerabilities/posture-sink.ts";

const source = { input: "a.json", pointer: "/0" };
const given = { ruleId: "r", tool: "t", source };

describe("cloudFinding()", () => {
  test("puts messages and rules on one line", () => {
    const finding = cloudFinding({ ...given, ruleId: " r\n1 ", message: "a\n\n b\t" });
    expect([finding.ruleId, finding.message]).toEqual(["r 1", "a b"]);
  });

  test.each([
    ["HIGH", undefined, "high"],
    ["odd", undefined, "unknown"],
    [undefined, undefined, "unknown"],
    ["HIGH", "low", "low"],
  ] as const)("level %p and severity %p: %p", (level, severity, expected) => {
    expect(cloudFinding({ ...given, level, severity }).severity).toBe(expected);
  });

  test("shortens texts, leaves out a fingerprint that is no id, and repeats no CWE", () => {
    const long = "x".repeat(10_000);
    const finding = cloudFinding({
      ...given,
      message: long,
      resource: long,
      fingerprint: long,
      cwes: ["CWE-1", "CWE-1"],
    });
    expect([finding.message.length, finding.resource?.length, finding.toolFingerprint, finding.cwes]).toEqual([
      4096,
      1024,
      undefined,
      ["CWE-1"],
    ]);
  });

  test("says so when the report gives no message", () => {
    expect(cloudFinding(given).message).toBe("the report gives no message");
  });
});

test.each([
  [[], undefined],
  [["a"], "a"],
  [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
])("resourcesText() of %j is %p", (ids, expected) => {
  expect(resourcesText(ids)).toBe(expected as string);
});

describe("enter()", () => {
  test.each<[string, Standing, readonly number[]]>([
    ["what is open is kept", open, [1, 0, 0]],
    ["what was set aside is kept", setAside("rule"), [1, 0, 0]],
    ["what is gone is left out", gone("passed"), [0, 1, 0]],
    ["what was not decided is a doubt", undecided("unknown"), [0, 1, 1]],
  ])("%s", (_, standing, counts) => {
    const sink = postureSink("a.json");
    enter(sink, "findings", standing, (suppression) => cloudFinding({ ...given, suppression }));
    const reasons = sink.notUsed.get("findings")?.size ?? 0;
    expect([sink.findings.length, reasons, sink.faults.size]).toEqual([...counts]);
  });

  test("what cannot be read is counted and a doubt", () => {
    const sink = postureSink("a.json");
    enter(sink, "findings", open, () => undefined);
    expect([...(sink.notUsed.get("findings") ?? [])]).toEqual([[noRule, 1]]);
    expect(sink.faults.size).toBe(1);
  });

  test("a reason is one line of bounded length", () => {
    const standing = setAside("rule", `a\n${"b".repeat(500)}`);
    expect(standing.is === "open" && standing.suppression?.justification?.length).toBe(200);
  });
});
