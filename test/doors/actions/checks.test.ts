import { expect, test } from "bun:test";
import { explainCheck, listChecks } from "../../../src/doors/actions/checks.ts";
import { faultOf } from "../../support/code-of.ts";

test("lists all checks without their predicates", () => {
  const { json, text } = listChecks("table");
  const { checks } = json as { checks: readonly { id: string }[] };
  expect(checks.length).toBeGreaterThanOrEqual(150);
  expect(Object.keys(checks[0] ?? {})).not.toContain("judge");
  expect(text).toContain(`${checks.length} checks: `);
  expect(listChecks("md").text).toStartWith("| Check | Severity |");
});

test("explains one, and names the nearest to what there is not", () => {
  expect(explainCheck("aws-ebs/volume-encrypted").text).toContain("to do: ");
  expect(faultOf(() => explainCheck("aws-ebs/volume-encryptet"))).toMatchObject({
    code: "USAGE_BAD_VALUE",
    hint: expect.stringContaining("aws-ebs/volume-encrypted"),
  });
});
