import { expect, test } from "bun:test";
import { appOf } from "../../../src/doors/actions/app-request.ts";
import { codeOf } from "../../support/code-of.ts";

test("an application is named by id, name, both or not at all", () => {
  expect(appOf({})).toEqual({});
  expect(appOf({ appId: "APP-1", appName: "payments api" })).toEqual({ id: "APP-1", name: "payments api" });
});

test.each([[{ appId: "../x" }], [{ appName: "x".repeat(201) }], [{ appName: "\ud800" }]])(
  "%p is refused",
  (request) => {
    expect(codeOf(() => appOf(request))).toBe("USAGE_BAD_VALUE");
  },
);
