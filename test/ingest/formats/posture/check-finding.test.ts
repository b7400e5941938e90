import { describe, expect, test } from "bun:test";
import { filePath, findingOf, objectName, resourceName } from "../../../../src/ingest/formats/posture/check-finding.ts";

const source = { input: "r.json", pointer: "/0" };

describe("findingOf()", () => {
  test("is undefined without a rule", () => {
    expect(findingOf({ ruleId: undefined, tool: "t", message: "m", source })).toBeUndefined();
  });

  test.each([
    ["a file and a line", { file: "a.tf", line: 3, resource: "r" }, "m", { file: "a.tf", line: 3 }],
    ["a file without a line", { file: "a.tf", line: 0, resource: "r" }, "m", { file: "a.tf" }],
    ["a resource without a file", { resource: "r", line: 3 }, "m", { line: 3 }],
    ["a line that is none", { file: "a.tf", line: "3" }, "m", { file: "a.tf" }],
  ])("%s", (_, given, message, location) => {
    const finding = findingOf({ ruleId: "x", tool: "t", message: "m", source, ...given });
    expect([finding?.message, finding?.location]).toEqual([message, location]);
  });

  test.each([
    ["HIGH", "high"],
    ["danger", "unknown"],
    [undefined, "unknown"],
  ])("the word %p is %p", (level, severity) => {
    expect(findingOf({ ruleId: "x", tool: "t", message: "m", level, source })?.severity).toBe(severity as "high");
  });

  test("a severity that the reader worked out comes before the word", () => {
    const finding = findingOf({ ruleId: "x", tool: "t", message: "m", level: "LOW", severity: "high", source });
    expect(finding?.severity).toBe("high");
  });

  test("a message is one line of bounded length", () => {
    const finding = findingOf({ ruleId: "x", tool: "t", message: `a\n\tb${" c".repeat(100_000)}`, source });
    expect(finding?.message.startsWith("a b c")).toBe(true);
    expect(finding?.message.length).toBeLessThanOrEqual(4096);
  });
});

describe("filePath()", () => {
  test.each([
    ["a\\b.tf", "a/b.tf"],
    ["./a.tf", "a.tf"],
    ["../a.tf", "../a.tf"],
    ["/a.tf", "/a.tf"],
    ["./", undefined],
    ["", undefined],
    [undefined, undefined],
  ])("%p is %p", (given, expected) => {
    expect(filePath(given)).toBe(expected as string);
  });
});

describe("objectName()", () => {
  test.each([
    [{ kind: "Pod", namespace: "shop", name: "web" }, "Pod/shop/web"],
    [{ kind: "ClusterRole", name: "admin" }, "ClusterRole/admin"],
    [{ name: "web" }, "web"],
    [{ kind: "Pod", name: undefined }, undefined],
  ])("%p is %p", (parts, expected) => {
    expect(objectName(parts)).toBe(expected as string);
  });
});

describe("resourceName()", () => {
  test.each([
    ["aws_s3_bucket", "logs", "aws_s3_bucket.logs"],
    ["aws_s3_bucket", "aws_s3_bucket.logs", "aws_s3_bucket.logs"],
    ["Deployment", "web", "Deployment/web"],
    ["AWS::S3::Bucket", "Logs", "AWS::S3::Bucket/Logs"],
    [undefined, "web", "web"],
    ["aws_s3_bucket", undefined, undefined],
  ])("%p, %p is %p", (type, name, expected) => {
    expect(resourceName(type, name)).toBe(expected as string);
  });
});
