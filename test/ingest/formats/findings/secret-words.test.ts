import { expect, test } from "bun:test";
import { isAboutSecrets, withoutValues } from "../../../../src/ingest/formats/findings/secret-words.ts";

const plain = { tool: "lint", ruleId: "R1", cwes: ["CWE-79"], message: "said" };

test.each([
  [{}, false],
  [{ cwes: ["CWE-798"] }, true],
  [{ tool: "Gitleaks" }, true],
  [{ ruleId: "aws-access-token" }, true],
  [{ ruleId: "hardcoded_password_string" }, true],
  [{ ruleId: "B105", message: "Possible hardcoded password: 'x'" }, true],
  [{ message: "3 secrets found" }, true],
  [{ message: "the password is hashed with MD5" }, false],
])("isAboutSecrets() of a finding with %j is %p", (part, expected) => {
  expect(isAboutSecrets({ ...plain, ...part })).toBe(expected);
});

test.each([
  ["password: 'x' and \"y\"", "password: '…' and '…'"],
  ["password: `x", "password: '…'"],
  ["nothing quoted", "nothing quoted"],
  ["a 'cut off", "a '…'"],
])("withoutValues(%j)", (message, expected) => {
  expect(withoutValues(message)).toBe(expected);
});
