import { expect, test } from "bun:test";
import { describeKey, factLines, keyFacts } from "../../../src/doors/actions/key-facts.ts";
import { ed25519 } from "../../support/sample-keys.ts";

test("factLines() sets facts in columns, PEM last, and shows what a terminal would act on", () => {
  expect(factLines({ a: "1", public_key: "PEM\n", long_name: "\u001b[1m" })).toBe(
    "a          1\nlong name  \\u{1b}[1m\nPEM\n",
  );
});

test("describeKey() hands the facts on as they are", () => {
  const facts = keyFacts(ed25519.publicKey);
  expect(describeKey(facts)).toEqual({ text: factLines(facts), json: facts, exitCode: 0 });
  expect(facts["key_id"]).toBe(ed25519.publicKey.keyId);
});
