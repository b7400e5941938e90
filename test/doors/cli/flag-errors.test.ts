import { expect, test } from "bun:test";
import {
  badOption,
  labelOf,
  missingFlag,
  repeatedFlag,
  seeHelp,
  unexpectedArgument,
  unknownFlag,
} from "../../../src/doors/cli/flag-errors.ts";
import { table } from "./sample-table.ts";

test("seeHelp() names the command as far as it is known", () => {
  expect(seeHelp("")).toEndWith("fixops --help");
  expect(seeHelp("audit logs")).toEndWith("fixops audit logs --help");
});

test("unknownFlag() leaves the value out of the message: it may be a secret", () => {
  expect(unknownFlag("--token=s3cret", table, "run").message).not.toContain("s3cret");
});

test.each([
  ["app.cdx.json", "--sbom app.cdx.json"],
  ["vex-of-sbom.json", "--vex vex-of-sbom.json"],
  ["scan.sarif", "--sarif scan.sarif"],
  ["other.json", "--input other.json"],
])("unexpectedArgument(%s) advises %s", (word, advice) => {
  const inputs = { ...table, vex: { type: "string" }, input: { type: "string" } } as const;
  expect(unexpectedArgument(word, [], inputs, "run").hint).toBe(`write ${advice}`);
});

test("each error tells how to write it", () => {
  expect(missingFlag("run", { type: "string", valueHint: "FILE" }, "get-evidence").hint).toContain(
    "get-evidence --run FILE",
  );
  expect(repeatedFlag("--sign", true, true).message).toBe("--sign was given twice");
  expect(badOption("--mode", "dmeo", ["demo"]).hint).toBe("did you mean demo?");
  expect(labelOf("shell", { type: "positional" })).toBe("SHELL");
});
