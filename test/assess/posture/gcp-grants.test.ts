import { describe, expect, test } from "bun:test";
import {
  grantsOf,
  iamTypes,
  isDefaultAccount,
  judgeGrants,
  judgePublicGrants,
  memberTruths,
} from "../../../src/assess/posture/gcp-grants.ts";
import type { Resource } from "../../../src/domain/resource.ts";
import { unknownValue } from "../../../src/domain/resource.ts";
import { resourcesOf } from "../../support/posture-case.ts";

function resource(type: string, values: object): Resource {
  const [one] = resourcesOf({ type, values });
  if (one === undefined) throw new Error("no resource");
  return one;
}

const policy = JSON.stringify({ bindings: [{ role: "roles/viewer", members: ["allUsers", "user:a@example.com"] }] });

test("iamTypes() names the three forms", () => {
  expect(iamTypes("google_x")).toEqual(["google_x_iam_member", "google_x_iam_binding", "google_x_iam_policy"]);
});

describe("grantsOf()", () => {
  test("reads member, binding and policy", () => {
    expect(grantsOf(resource("google_x_iam_member", { role: "r", member: "m" }))).toEqual([{ role: "r", member: "m" }]);
    expect(grantsOf(resource("google_x_iam_binding", { role: "r", members: ["a", "b"] }))?.length).toBe(2);
    expect(grantsOf(resource("google_x_iam_policy", { policy_data: policy }))?.length).toBe(2);
  });

  test("does not know a policy that is hidden or no JSON", () => {
    expect(grantsOf(resource("google_x_iam_policy", { policy_data: "<unknown>" }))).toBeUndefined();
    expect(grantsOf(resource("google_x_iam_policy", { policy_data: "{" }))).toBeUndefined();
    expect(grantsOf(resource("google_x_iam_policy", {}))).toBeUndefined();
  });
});

describe("judgeGrants()", () => {
  test.each([
    ["google_x_iam_policy", { policy_data: policy }, "fail"],
    ["google_x_iam_binding", { role: "r", members: ["user:a@example.com", "allAuthenticatedUsers"] }, "fail"],
    ["google_x_iam_binding", { role: "r", members: ["user:a@example.com", "<unknown>"] }, "unknown"],
    ["google_x_iam_binding", { role: "r", members: "<unknown>" }, "unknown"],
    ["google_x_iam_member", { role: "<unknown>", member: "user:a@example.com" }, "pass"],
    ["google_x_iam_binding", { role: "r", members: [] }, "pass"],
  ])("of public members: %s %#", (type, values, status) => {
    expect(judgePublicGrants(resource(type, values)).status).toBe(status as "pass");
  });

  test("tells the kind of a member and not its address", () => {
    const member = resource("google_x_iam_member", { role: "roles/owner", member: "user:a@example.com" });
    const judgement = judgeGrants(
      member,
      () => true,
      () => true,
    );
    expect(judgement.found).toBe("roles/owner for a user");
  });
});

test("memberTruths() of a hidden list is one open question", () => {
  expect(memberTruths({ access: unknownValue }, "access", "group", () => true)).toEqual([undefined]);
  expect(memberTruths({ access: [{ group: "x" }] }, "access", "group", (text) => text === "x")).toEqual([true]);
});

test("isDefaultAccount() knows both default accounts", () => {
  expect(isDefaultAccount("1-compute@developer.gserviceaccount.com")).toBe(true);
  expect(isDefaultAccount("shop@appspot.gserviceaccount.com")).toBe(true);
  expect(isDefaultAccount("web@shop.iam.gserviceaccount.com")).toBe(false);
});
