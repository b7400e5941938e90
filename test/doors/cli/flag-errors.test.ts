import { expect, test } from "bun:test";
import {
  badOption,
  flagForValue,
  keyOnCommandLine,
  labelOf,
  missingFlag,
  needlessValue,
  repeatedFlag,
  seeHelp,
  shownValue,
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

test("unexpectedArgument() advises the flag that has the word among its options", () => {
  const inputs = { stage: { type: "enum", options: ["design", "build"] }, input: { type: "string" } } as const;
  expect(unexpectedArgument("build", [], inputs, "stage-run").hint).toBe("write --stage build");
  expect(unexpectedArgument("build", ["--stage", "design"], inputs, "stage-run").hint).toBe("write --input build");
});

const fernet = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";

test.each([
  ["a word that could be a key", unexpectedArgument(fernet, [], table, "run"), fernet],
  ["an unknown flag that is one", unknownFlag(`-${fernet}`, table, ""), fernet],
  ["one for a boolean", needlessValue("--sign", fernet), fernet],
  ["one for a descriptor", badOption("--evidence-key-fd", fernet, ["3"]), fernet],
  ["a command with a PIN", repeatedFlag("--signing-key", "exec:hsm --pin 1234", "ci.key"), "1234"],
  ["what follows a key flag", flagForValue("--key", "-pin=1234", "FILE"), "1234"],
])("no error repeats %s", (_, { message, hint }, secret) => {
  expect(`${message} ${hint}`).not.toContain(secret);
});

test("shownValue() shows paths after flags for keys, and all that is no secret after others", () => {
  expect(shownValue("--signing-key", "keys/ci.key")).toBe('"keys/ci.key"');
  expect(shownValue("--signing-key", "exec:hsm")).not.toContain("hsm");
  expect(shownValue("--app-id", "exec:hsm -1")).toBe('"exec:hsm -1"');
});

test("keyOnCommandLine() is USAGE_KEY_INVALID and says to replace the key", () => {
  const { code, hint } = keyOnCommandLine("--signing-key");
  expect(code).toBe("USAGE_KEY_INVALID");
  expect(hint).toContain("replace");
});

test("each error tells how to write it", () => {
  expect(missingFlag("run", { type: "string", valueHint: "FILE" }, "get-evidence").hint).toContain(
    "get-evidence --run FILE",
  );
  expect(repeatedFlag("--sign", true, true).message).toBe("--sign was given twice");
  expect(badOption("--mode", "dmeo", ["demo"]).hint).toBe("did you mean demo?");
  expect(labelOf("shell", { type: "positional" })).toBe("SHELL");
});
