import { expect, test } from "bun:test";
import { isStatement, makeStatement, statementTypeOf, statementVersion } from "../../src/standards/in-toto.ts";

test.each([
  [{ _type: "https://in-toto.io/Statement/v0.1" }, "v0.1"],
  [{ _type: "https://in-toto.io/Statement/v1" }, "v1"],
  [{ type: "https://in-toto.io/Statement/v1" }, "v1"],
  [{ _type: "https://in-toto.io/Statement/v1.0" }, undefined],
  [{ _type: "link" }, undefined],
  [{}, undefined],
  [null, undefined],
])("statementVersion(%j) is %j", (value, version) => {
  expect(statementVersion(value)).toBe(version as never);
});

test.each([
  [{ _type: "https://in-toto.io/Statement/v9" }, true],
  [{ type: "https://in-toto.io/Statement/v1" }, false],
  [{ _type: 1 }, false],
  [null, false],
])("isStatement(%j) is %j", (value, expected) => {
  expect(isStatement(value)).toBe(expected);
});

test("makeStatement() makes a statement of v1 with the members of the specification", () => {
  const subject = [{ name: "a.json", digest: { sha256: "ab" } }];
  const statement = makeStatement(subject, "https://example.com/p", { a: 1 });
  expect(statement).toEqual({
    _type: "https://in-toto.io/Statement/v1",
    subject,
    predicateType: "https://example.com/p",
    predicate: { a: 1 },
  });
  expect([statementTypeOf(statement), statementVersion(statement), isStatement(statement)]).toEqual([
    "https://in-toto.io/Statement/v1",
    "v1",
    true,
  ]);
});
