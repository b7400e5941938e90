import { describe, expect, test } from "bun:test";
import { readRequirementRows } from "../../../../src/ingest/formats/context/requirement-rows.ts";
import { codeOf } from "../../../support/code-of.ts";

const row = (...cells: readonly (readonly [string, string])[]) => ({ place: "line 2", cells });
const read = (...cells: readonly (readonly [string, string])[]) => readRequirementRows([row(...cells)], "req.csv");

describe("readRequirementRows()", () => {
  test.each([
    ["ISO27001:A.8.24", [{ ref: "ISO27001:A.8.24", framework: "ISO27001", control: "A.8.24" }]],
    ["PCI:8.3; SOC2:CC6.3 ;", 2],
    ["NIST:AC-2:1", [{ ref: "NIST:AC-2:1", framework: "NIST", control: "AC-2:1" }]],
    ["A.8.24", [{ ref: "A.8.24", control: "A.8.24" }]],
    [":A.8.24", [{ ref: ":A.8.24", control: ":A.8.24" }]],
  ])("takes %j apart", (refs, wanted) => {
    const controls = read(["control_refs", refs]).items.requirements?.[0]?.controls ?? [];
    if (typeof wanted === "number") expect(controls).toHaveLength(wanted);
    else expect(controls).toEqual(wanted);
  });

  test("leaves a blank and a silent row out, each with its reason", () => {
    const { accounts, coverage } = readRequirementRows([row(["feature", " "]), row(["pii", "yes"])], "req.csv");
    expect(accounts[0]).toMatchObject({ items: "requirements", raw: 2, kept: 0 });
    expect(accounts[0]?.notApplicable).toHaveLength(2);
    expect(coverage.doubts).toHaveLength(2);
  });

  test("doubts an id that two rows share", () => {
    const { coverage } = readRequirementRows([row(["id", "REQ-1"]), row(["id", "REQ-1"])], "req.csv");
    expect(coverage.doubts).toHaveLength(1);
  });

  test("never takes a word that it does not know for an answer", () => {
    const cells = [
      ["id", "REQ-1"],
      ["pii", "perhaps"],
      ["data_class", "odd"],
      ["internet_facing", "some"],
    ] as const;
    const { items, notices } = read(...cells);
    expect(items.requirements?.[0]).toMatchObject({
      pii: "unknown",
      dataClasses: ["unknown"],
      internetFacing: "unknown",
    });
    expect(notices).toHaveLength(3);
  });

  test("shortens what is long", () => {
    const [one] = read(["id", "R".repeat(5000)], ["feature", "f".repeat(5000)]).items.requirements ?? [];
    expect([one?.givenId?.length, one?.feature?.length]).toEqual([200, 1000]);
  });

  test("refuses more requirements than people write", () => {
    const many = Array.from({ length: 10_001 }, (_, index) => row(["id", `REQ-${index}`]));
    expect(codeOf(() => readRequirementRows(many, "req.csv"))).toBe("INPUT_TOO_LARGE");
  });
});
