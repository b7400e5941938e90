import { expect, test } from "bun:test";
import { credentialIn } from "../../../src/assess/posture/credential-shape.ts";

// Put together here, so that no file holds the shape of a credential.
test.each([
  ["AKIA", "ABCDEFGHIJKLMNOP", true],
  ["gh", `p_${"a1".repeat(18)}`, true],
  ["-----BEGIN RSA PRIV", "ATE KEY-----", true],
  ["-----BEGIN PRIV", "ATE KEY-----", true],
  ["-----BEGIN CERT", "IFICATE-----", false],
  ["aws_secret_access", `_key = "${"aB3/".repeat(10)}"`, true],
  ["AKIA", "SHORT", false],
  ["apt-get", " install nginx", false],
])("credentialIn() %s…", (start, end, expected) => {
  const kind = credentialIn(`export X=${start}${end}\n`);
  expect(kind !== undefined).toBe(expected);
  expect(kind ?? "").not.toContain(end);
});
