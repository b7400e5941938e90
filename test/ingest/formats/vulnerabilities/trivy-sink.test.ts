import { describe, expect, test } from "bun:test";
import { trivyAccounts, trivySink } from "../../../../src/ingest/formats/vulnerabilities/trivy-sink.ts";
import { readTarget } from "../../../../src/ingest/formats/vulnerabilities/trivy-target.ts";

describe("trivyAccounts()", () => {
  test("says zero of the sort that the report is about", () => {
    expect(trivyAccounts(trivySink(), "misconfigurations")).toEqual([
      { items: "misconfigurations", raw: 0, kept: 0, notApplicable: [] },
    ]);
  });

  test("has an account of each sort that a target has", () => {
    const sink = trivySink();
    const target = { Target: "a", Secrets: [{ RuleID: "x" }], Licenses: [{}] };
    readTarget(target, { input: "t.json", pointer: "/Results/0" }, sink);
    const accounts = trivyAccounts(sink, "vulnerabilities").map(({ items, raw, kept }) => [items, raw, kept]);
    expect(accounts).toEqual([
      ["vulnerabilities", 0, 0],
      ["secrets", 1, 1],
      ["licences", 1, 0],
    ]);
  });
});
