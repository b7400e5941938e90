import { describe, expect, test } from "bun:test";
import {
  allowsEveryone,
  coversAction,
  everyoneMay,
  isAnyone,
  isOfAnyResource,
  judgePolicyAt,
  parsePolicy,
  policyAt,
  policyNamesWho,
  type Statement,
} from "../../../src/assess/posture/aws-policy.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
import { resourcesOf } from "../../support/posture-case.ts";

const open = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
const textOf = (...statements: readonly object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

function statementOf(more: object): Statement {
  const [statement] = parsePolicy(textOf({ ...open, ...more })) ?? [];
  if (statement === undefined) throw new Error("no statement");
  return statement;
}

describe("parsePolicy()", () => {
  test("takes one statement as an object, and one text for a list", () => {
    const [statement, ...more] = parsePolicy(JSON.stringify({ Statement: open })) ?? [];
    expect(more).toEqual([]);
    expect(statement).toEqual({
      effect: "Allow",
      actions: ["s3:GetObject"],
      resources: ["*"],
      principals: [{ kind: "AWS", id: "*" }],
      exceptsPrincipals: false,
      conditions: [],
    });
  });

  test.each([
    "",
    "no policy",
    "[]",
    "{}",
    '{"Statement":[{}]}',
    '{"Statement":["Allow"]}',
    '{"Statement":{"Effect":"allow"}}',
  ])("%p is none", (text) => expect(parsePolicy(text)).toBeUndefined());
});

test("policyAt() tells no policy from one that is not told", () => {
  expect(policyAt({ policy: "" }, "policy")).toEqual([]);
  expect(policyAt({}, "policy")).toEqual([]);
  expect(policyAt({ policy: unknownValue }, "policy")).toBeUndefined();
  expect(policyAt({ policy: "{" }, "policy")).toBeUndefined();
});

describe("allowsEveryone()", () => {
  test.each<[string, object, boolean]>([
    ["any principal", {}, true],
    ["any account", { Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } }, true],
    ["any role of any account", { Principal: { AWS: "arn:aws:iam::*:role/app" } }, true],
    ["everyone but one", { Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } }, true],
    ["an account", { Principal: { AWS: "123456789012" } }, false],
    ["a service", { Principal: { Service: "sns.amazonaws.com" } }, false],
    ["a denial", { Effect: "Deny" }, false],
    ["an organisation", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }, false],
    ["a source, in another case", { Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:s3:::logs" } } }, false],
    ["an address", { Condition: { IpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } } }, false],
    ["every address", { Condition: { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"] } } }, true],
    ["any text", { Condition: { StringLike: { "aws:PrincipalArn": "*" } } }, true],
    ["no value", { Condition: { StringEquals: { "aws:SourceVpce": [] } } }, true],
    ["if it is there", { Condition: { StringEqualsIfExists: { "aws:SourceVpc": "vpc-1" } } }, true],
    ["all of none", { Condition: { "ForAllValues:StringEquals": { "aws:PrincipalOrgPaths": "o-1/r-1/" } } }, true],
    ["everyone else", { Condition: { StringNotEquals: { "aws:SourceAccount": "123456789012" } } }, true],
    ["how, not who", { Condition: { Bool: { "aws:SecureTransport": "true" } } }, true],
  ])("%s", (_, more, expected) => {
    expect(allowsEveryone(statementOf(more))).toBe(expected);
    expect(everyoneMay(statementOf(more)) !== undefined).toBe(expected);
  });
});

test("isAnyone() takes a service for one with a name", () => {
  expect(isAnyone({ kind: "Federated", id: "*" })).toBe(true);
  expect(isAnyone({ kind: "Service", id: "*" })).toBe(false);
});

test.each<[object, boolean]>([
  [{ Action: "iam:*" }, true],
  [{ Action: "IAM:pass*" }, true],
  [{ Action: "iam:?assRole" }, true],
  [{ Action: "*:*Role*" }, true],
  [{ Action: "iam:PassRoles" }, false],
  [{ Action: [] }, false],
  [{ Action: undefined, NotAction: "s3:*" }, true],
  [{ Action: undefined, NotAction: "iam:*" }, false],
])("coversAction() %j", (more, expected) => {
  expect(coversAction(statementOf(more), "iam:PassRole")).toBe(expected);
});

test("coversAction() is quick on a pattern made to be slow", () => {
  const statement = statementOf({ Action: `${"*a".repeat(20_000)}b` });
  const start = performance.now();
  expect(coversAction(statement, "a".repeat(50))).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});

test.each<[object, boolean]>([
  [{ Resource: "*" }, true],
  [{ Resource: ["arn:aws:s3:::b", "arn:aws:iam::123456789012:role/*"] }, true],
  [{ Resource: "arn:aws:iam::123456789012:role/app-*" }, false],
  [{ Resource: undefined, NotResource: "arn:aws:s3:::b" }, true],
])("isOfAnyResource() %j", (more, expected) => {
  expect(isOfAnyResource(statementOf(more))).toBe(expected);
});

test("judgePolicyAt() says which statement, and never its text", () => {
  const values = { policy: textOf({ ...open, Effect: "Deny" }, open) };
  const { found = "", ...judgement } = judgePolicyAt(values, "policy", everyoneMay);
  expect(judgement).toEqual({ status: "fail", at: "policy.Statement[1]" });
  expect(found).not.toContain("s3:");
});

test("policyNamesWho() leaves out what the provider fills in", () => {
  const values = { policy: "<unknown>" };
  const resources = resourcesOf([{ type: "aws_sqs_queue", values, refs: { name: "var.name" } }]);
  const [queue] = resources;
  expect(queue && policyNamesWho()(queue, deploymentOf(resources)).status).toBe("not_applicable");
});
