import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { licencesIn, licenceText, listedId, parseLicenceExpression } from "../../src/standards/spdx-expression.ts";

/** An expression with all its brackets, `?` behind what is not known. */
function shape(text: string): string {
  const expression = parseLicenceExpression(text);
  return expression === undefined ? "none" : write(expression);
}

function write(expression: NonNullable<ReturnType<typeof parseLicenceExpression>>): string {
  if (expression.kind === "licence")
    return `${licenceText(expression.licence)}${expression.licence.isKnown ? "" : "?"}`;
  return `(${expression.parts.map(write).join(` ${expression.kind} `)})`;
}

test.each([
  ["MIT", "MIT"],
  ["mit", "MIT"],
  ["MIT OR Apache-2.0", "(MIT or Apache-2.0)"],
  ["MIT AND ISC OR BSD-3-Clause", "((MIT and ISC) or BSD-3-Clause)"],
  ["MIT AND (ISC OR BSD-3-Clause)", "(MIT and (ISC or BSD-3-Clause))"],
  ["MIT and ISC", "(MIT and ISC)"],
  ["(MIT)", "MIT"],
  ["MIT OR ISC OR Zlib", "(MIT or ISC or Zlib)"],
  ["GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"],
  ["gpl-2.0-only with classpath-exception-2.0 OR MIT", "(GPL-2.0-only WITH Classpath-exception-2.0 or MIT)"],
  ["GPL-2.0-only WITH House-exception", "GPL-2.0-only WITH House-exception?"],
  ["Apache-2.0+", "Apache-2.0+"],
  ["GPL-2.0+", "GPL-2.0+"],
  ["LicenseRef-own", "LicenseRef-own"],
  ["DocumentRef-x:LicenseRef-own AND MIT", "(DocumentRef-x:LicenseRef-own and MIT)"],
  ["NoSuch-1.0", "NoSuch-1.0?"],
  ["Apache License 2.0", "none"],
  ["MIT/Apache-2.0", "none"],
  ["MIT OR", "none"],
  ["OR MIT", "none"],
  ["(MIT", "none"],
  ["MIT)", "none"],
  ["MIT AND WITH ISC", "none"],
  ["", "none"],
  ["()", "none"],
])("parseLicenceExpression(%j) is %s", (text, expected) => {
  expect(shape(text)).toBe(expected);
});

describe("parseLicenceExpression()", () => {
  test("gives up on what is too deep or too long", () => {
    expect(parseLicenceExpression(`${"(".repeat(100)}MIT${")".repeat(100)}`)).toBeUndefined();
    expect(parseLicenceExpression(`${"(".repeat(60)}MIT${")".repeat(60)}`)).toBeDefined();
    expect(parseLicenceExpression(Array.from({ length: 5000 }, () => "MIT").join(" OR "))).toBeUndefined();
  });

  test("reads any text without throwing, and its licences in order", () => {
    const words = fc.constantFrom("MIT", "ISC", "AND", "OR", "WITH", "(", ")", "x", "GPL-2.0+", " ");
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), (parts) => {
        const found = parseLicenceExpression(parts.join(" "));
        if (found === undefined) return;
        const ids = parts.filter(
          (part, index) => !["AND", "OR", "WITH", "(", ")", " "].includes(part) && !isException(parts, index),
        );
        expect(licencesIn(found).map(({ id }) => id)).toEqual(ids);
      }),
    );
  });

  function isException(parts: readonly string[], index: number): boolean {
    return parts.slice(0, index).findLast((part) => part !== " ") === "WITH";
  }
});

test("listedId() spells an id as SPDX does", () => {
  expect([listedId("apache-2.0"), listedId("Apache 2.0")]).toEqual(["Apache-2.0", undefined]);
});
