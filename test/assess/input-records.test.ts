import { describe, expect, test } from "bun:test";
import { inputRecords, notSeen } from "../../src/assess/input-records.ts";
import { type InputFile, inputKinds, type RawItems } from "../../src/domain/input-file.ts";
import type { Model } from "../../src/domain/model.ts";
import { schemaNotEvaluated } from "../../src/domain/schema-validity.ts";
import { inputFile, model } from "../support/build.ts";

const sbom = inputFile({ name: "sbom.json", kinds: ["sbom"], format: "cyclonedx-json" });
const grype = inputFile();
const kev = inputFile({ name: "kev.json", format: "cisa-kev-json", isPublicRecord: true });

describe("notSeen()", () => {
  test.each<[string, readonly InputFile[], readonly string[]]>([
    ["nothing given", [], inputKinds],
    ["a KEV catalogue", [kev], inputKinds],
    ["an SBOM and a scan", [sbom, grype], inputKinds.filter((kind) => kind !== "sbom" && kind !== "cve")],
  ])("with %s", (_, inputs, kinds) => {
    expect(notSeen(model({ inputs })).map((line) => line.split(":")[0] ?? "")).toEqual([...kinds]);
  });

  test("ends with the doubts", () => {
    expect(notSeen(model({ inputs: [{ ...grype, coverage: { doubts: ["no target"] } }] })).at(-1)).toBe(
      "scan.json: no target",
    );
  });
});

describe("inputRecords()", () => {
  const account = (items: RawItems, kept: number) => ({
    items,
    raw: kept + 1,
    kept,
    notApplicable: [{ reason: "r", count: 1 }],
  });

  test.each<[string, readonly [RawItems, number][], Model["merged"][number]["items"], number, readonly number[]]>([
    ["SARIF results", [["results", 5]], "findings", 2, [2]],
    ["Grype matches", [["matches", 5]], "vulnerabilities", 2, [2]],
    [
      "Grype matches, then ignored ones",
      [
        ["matches", 1],
        ["ignored matches", 5],
      ],
      "vulnerabilities",
      2,
      [1, 1],
    ],
    [
      "OSV groups, not packages",
      [
        ["packages", 9],
        ["vulnerability groups", 5],
      ],
      "vulnerabilities",
      2,
      [0, 2],
    ],
    [
      "Trivy secrets, not vulnerabilities",
      [
        ["vulnerabilities", 9],
        ["secrets", 5],
      ],
      "findings",
      2,
      [0, 2],
    ],
    ["components", [["components", 5]], "components", 4, [4]],
    ["NVD records", [["CVE records", 5]], "advisories", 1, [1]],
    ["never more than were kept", [["results", 1]], "findings", 2, [1]],
  ])("tells what was merged: %s", (...row) => {
    const [, accounts, items, count, merged] = row;
    const input = inputFile({ accounts: accounts.map(([name, kept]) => account(name, kept)) });
    const [record] = inputRecords(model({ inputs: [input], merged: [{ input: input.name, items, count }] }));
    expect(record?.accounts.map((one) => one.merged)).toEqual([...merged]);
    for (const one of record?.accounts ?? []) expect(one.raw).toBe(one.kept + one.merged + 1);
  });

  test("takes nothing from another input", () => {
    const inputs = ["a.json", "b.json"].map((name) => inputFile({ name, accounts: [account("matches", 3)] }));
    const records = inputRecords(model({ inputs, merged: [{ input: "b.json", items: "vulnerabilities", count: 2 }] }));
    expect(records.map((record) => record.accounts[0]?.merged)).toEqual([0, 2]);
  });

  test("spells coverage as on disk and leaves out what is not known", () => {
    const coverage = {
      tool: "grype",
      toolVersion: "0.80",
      targets: 1,
      databaseDate: "d",
      generatedAt: "g",
      doubts: [],
    };
    expect(inputRecords(model({ inputs: [inputFile({ coverage })] }))[0]?.coverage).toEqual({
      tool: "grype",
      tool_version: "0.80",
      targets: 1,
      database_date: "d",
      generated_at: "g",
      schema: schemaNotEvaluated,
      doubts: [],
    });
    expect(inputRecords(model())[0]).not.toHaveProperty("format_version");
  });
});
