import { describe, expect, test } from "bun:test";
import { reportedIds, splitRepeats } from "../../src/correlate/repeats.ts";
import type { Vulnerability } from "../../src/domain/vulnerability.ts";
import { finding, vulnerability } from "../support/build.ts";

describe("splitRepeats() lets a finding that names a vulnerability stand", () => {
  test.each<[string, Partial<Vulnerability>, boolean]>([
    ["unless that is open and as severe", {}, false],
    ["unless that is in triage and worse", { state: "in_triage", severity: "critical" }, false],
    ["unless an alias of it is named", { id: "GHSA-a", aliases: ["CVE-2021-0001"] }, false],
    ["when a VEX statement closed it", { state: "not_affected" }, true],
    ["when it is fixed elsewhere", { state: "fixed" }, true],
    ["when another scanner set it aside", { state: "suppressed" }, true],
    ["when it is less severe", { severity: "low" }, true],
    ["when it has no severity", { severity: "unknown" }, true],
    ["when it is another one", { id: "CVE-2021-9999" }, true],
  ])("%s", (_, over, stands) => {
    const named = finding({ vulnerabilityIds: ["CVE-2021-0001"] });
    const { others, repeats } = splitRepeats([named], [vulnerability(over)]);
    expect({ others, repeats }).toEqual(stands ? { others: [named], repeats: [] } : { others: [], repeats: [named] });
  });

  test("when one of two that it names is not reported", () => {
    const named = finding({ vulnerabilityIds: ["CVE-2021-0001", "CVE-2021-0002"] });
    expect(splitRepeats([named], [vulnerability()]).others).toEqual([named]);
  });

  test.each<[Vulnerability["severity"], boolean]>([
    ["low", true],
    ["critical", true],
    ["unknown", false],
  ])("when the tool did not rate it and the scan says %s: %p", (severity, stands) => {
    const named = finding({ vulnerabilityIds: ["CVE-2021-0001"], severity: "unknown" });
    expect(splitRepeats([named], [vulnerability({ severity })]).others).toEqual(stands ? [named] : []);
  });

  test("when it names none", () => {
    const plain = finding();
    expect(splitRepeats([plain], [vulnerability()])).toEqual({ others: [plain], repeats: [] });
  });

  test("beside one in another package that is open, even when the other is closed", () => {
    const named = finding({ vulnerabilityIds: ["CVE-2021-0001"] });
    const both = [vulnerability({ state: "not_affected" }), vulnerability({ package: { name: "other" } })];
    expect(splitRepeats([named], both).repeats).toEqual([named]);
  });
});

test("reportedIds() are those of vulnerabilities, their aliases and the rules of findings", () => {
  const ids = reportedIds([vulnerability({ aliases: ["GHSA-a"] })], [finding({ vulnerabilityIds: ["CVE-2"] })]);
  expect([...ids].toSorted()).toEqual(["CVE-2", "CVE-2021-0001", "GHSA-a"]);
});
