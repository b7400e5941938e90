import { describe, expect, test } from "bun:test";
import { isSca, toFinding, toObservation } from "../../../../src/ingest/formats/posture/checkov-check.ts";

const source = { input: "c.json", pointer: "/x" };
const open = { isSkipped: false, type: "terraform", source };

describe("toFinding()", () => {
  test("is undefined without an id", () => expect(toFinding({ check_name: "a" }, open)).toBeUndefined());

  test.each([
    ["/main.tf", "main.tf"],
    ["\\a\\main.tf", "a/main.tf"],
    ["//share/main.tf", "//share/main.tf"],
    ["main.tf", "main.tf"],
  ])("the file %p is %p", (path, file) => {
    expect(toFinding({ check_id: "a", file_path: path }, open)?.location.file).toBe(file);
  });

  test.each([
    ["terraform", { suppress_comment: "why" }, { kind: "in_source", justification: "why" }],
    ["terraform", { suppress_comment: "No comment provided" }, { kind: "in_source" }],
    ["terraform", undefined, { kind: "in_source" }],
    ["sca_image", { suppress_comment: "Filtered by severity" }, { kind: "tool", rule: "Filtered by severity" }],
  ])("a check of %s skipped with %p is suppressed", (type, check_result, expected) => {
    const finding = toFinding({ check_id: "a", check_result }, { isSkipped: true, type, source });
    expect(finding?.suppression).toEqual(expected as { kind: "tool" });
  });

  test("does not repeat the digest of a secret", () => {
    expect(toFinding({ check_id: "a", resource: "0a1b" }, { ...open, type: "secrets" })?.resource).toBeUndefined();
  });
});

describe("toObservation()", () => {
  const details = { id: "CVE-2024-1111", package_name: "flask", package_version: "1.0" };

  test.each([
    ["no details", {}],
    ["a licence", { vulnerability_details: { license: "GPL", package_name: "flask" } }],
    ["no package", { vulnerability_details: { id: "CVE-2024-1111" } }],
  ])("is undefined for %s", (_, check) => {
    expect(toObservation(check, open)).toBeUndefined();
  });

  test.each([
    ["python", "pkg:pypi/flask@1.0"],
    ["nodejs", "pkg:npm/flask@1.0"],
    ["jar", undefined],
    ["os", undefined],
  ])("a package of type %p has the purl %p", (package_type, purl) => {
    const check = { vulnerability_details: { ...details, package_type } };
    expect(toObservation(check, open)?.package.purl).toBe(purl as string);
  });

  test.each([
    [{ fixed_versions: ["2.0", "3.0"], lowest_fixed_version: "2.0" }, ["2.0", "3.0"]],
    [{ lowest_fixed_version: "2.0" }, ["2.0"]],
    [{ lowest_fixed_version: "N/A" }, []],
    [{ status: "fixed in 2.0, 3.0" }, ["2.0", "3.0"]],
    [{ status: "open" }, []],
  ])("%p is fixed in %p", (more, fixedIn) => {
    const observation = toObservation({ vulnerability_details: { ...details, ...more } }, open);
    expect(observation?.fixedIn).toEqual(fixedIn as string[]);
  });
});

describe("isSca()", () => {
  test.each([
    ["sca_package", true],
    ["sca_image", true],
    ["secrets", false],
    [undefined, false],
  ])("%p: %p", (check_type, expected) => {
    expect(isSca({ check_type })).toBe(expected);
  });
});
