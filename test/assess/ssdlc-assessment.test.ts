import { describe, expect, test } from "bun:test";
import { ssdlcAssessment } from "../../src/assess/ssdlc-assessment.ts";
import type { InputFile } from "../../src/domain/input-file.ts";
import type { Model } from "../../src/domain/model.ts";
import { design, inputFile, matched, model } from "../support/build.ts";

function statusOf(id: string, over: Partial<Model>): unknown {
  const { practices } = ssdlcAssessment.assess(model(over), ssdlcAssessment.options.parse({})).section;
  const rows: readonly unknown[] = Array.isArray(practices) ? practices : [];
  return rows.find((row) => typeof row === "object" && row !== null && "id" in row && row.id === id);
}

const sbom = inputFile({ name: "sbom.json", kinds: ["sbom"], format: "cyclonedx-json" });
const listing = { ...sbom, accounts: [{ items: "components", raw: 1, kept: 1, notApplicable: [] }] as const };
const given = (input: Partial<InputFile>) => [inputFile(input)];

describe("ssdlcAssessment practice", () => {
  test.each<[string, Partial<Model>, string]>([
    ["PW.4.4", {}, "evidence"],
    ["PW.4.4", { inputs: given({ format: "cisa-kev-json", isPublicRecord: true }) }, "no_evidence"],
    ["PW.4.4", { inputs: given({ kinds: ["sbom", "cve"], format: "cyclonedx-json" }) }, "evidence"],
    ["PW.4.4", { inputs: given({ coverage: { doubts: ["no target"] } }) }, "doubtful_evidence"],
    ["RV.1.1", {}, "no_evidence"],
    ["RV.1.1", { inputs: given({ format: "cisa-kev-json", isPublicRecord: true }) }, "evidence"],
    ["RV.1.1", { inputs: given({ format: "nvd-cve-json", isPublicRecord: true }) }, "evidence"],
    ["PW.7.2", { inputs: given({ kinds: ["sarif"], format: "sarif" }) }, "evidence"],
    ["PW.7.2", {}, "no_evidence"],
    ["PS.3.2", { inputs: [sbom] }, "no_evidence"],
    ["PS.3.2", { inputs: [listing] }, "evidence"],
    ["PS.3.2", { inputs: [{ ...listing, coverage: { doubts: ["cut"] } }, listing] }, "evidence"],
    ["PS.3.2", { inputs: [{ ...listing, kinds: ["design"] }] }, "no_evidence"],
    ["PW.1.1", { inputs: given({ kinds: ["design"], format: "design-csv" }) }, "no_evidence"],
    ["PW.1.1", { inputs: given({ kinds: ["design"], format: "design-csv" }), design: [design()] }, "evidence"],
    ["PO.1.2", { inputs: given({ kinds: ["context"], format: "business-context" }) }, "evidence"],
    ["RV.2.1", { inputs: given({ name: "vex.json", kinds: ["vex"] }), vexStatements: [matched()] }, "evidence"],
  ])("%s with %j has %s", (id, over, status) => {
    expect(statusOf(id, over)).toMatchObject({ status });
  });
});

describe("ssdlc/required-practices", () => {
  const resultOf = (required: readonly string[]) =>
    ssdlcAssessment.assess(model(), ssdlcAssessment.options.parse({ required })).results[0];

  test.each<[readonly string[], string]>([
    [[], "not_applicable"],
    [["PW.4.4"], "pass"],
    [["PW.4.4", "PW.7.2"], "fail"],
  ])("of %j is %s", (required, status) => {
    expect(resultOf(required)?.status).toBe(status as "pass");
  });

  test("is not met by doubtful evidence", () => {
    const doubtful = model({ inputs: given({ coverage: { doubts: ["no target"] } }) });
    const options = ssdlcAssessment.options.parse({ required: ["PW.4.4"] });
    expect(ssdlcAssessment.assess(doubtful, options).results[0]?.status).toBe("fail");
  });

  test("takes no practice that does not exist", () => {
    expect(ssdlcAssessment.options.safeParse({ required: ["XX.1"] }).success).toBe(false);
  });
});
