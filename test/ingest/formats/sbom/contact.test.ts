import { expect, test } from "bun:test";
import { contactIn } from "../../../../src/ingest/formats/sbom/contact.ts";

test.each([
  ["Acme (security@acme.example)", "security@acme.example"],
  ["https://acme.example/", "https://acme.example/"],
  ["Organization: Acme <mail@acme.example>", "mail@acme.example"],
  ["Acme", undefined],
  ["a@b", undefined],
  ["https://", undefined],
  [`${"x".repeat(2000)}@acme.example`, undefined],
  [undefined, undefined],
])("contactIn(%j) is %j", (text, expected) => {
  expect(contactIn(text)).toBe(expected);
});
