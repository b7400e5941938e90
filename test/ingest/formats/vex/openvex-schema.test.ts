import { describe, expect, test } from "bun:test";
import { openvexDocument } from "../../../../src/ingest/formats/vex/openvex-schema.ts";

describe("openvexDocument", () => {
  test("brings both shapes of a statement into one", () => {
    const old = { vulnerability: "X", products: ["a"], status: "fixed" };
    const current = { vulnerability: { name: "X" }, products: [{ "@id": "a" }], status: "fixed" };
    const shapes = [old, current].map((statement) => openvexDocument.parse({ statements: [statement] }));
    expect(shapes[0]).toEqual(shapes[1]);
  });

  test.each(["impact_statement", "action_statement", "justification", "timestamp"])(
    "takes an empty or blank %s for an absent one",
    (key) => {
      for (const blank of ["", "  ", "\n\t\u00a0"]) {
        const statement = { vulnerability: "X", products: ["a"], status: "fixed", [key]: blank };
        const parsed = openvexDocument.parse({ statements: [statement] });
        expect(parsed.statements?.[0]?.[key as "impact_statement"] ?? undefined).toBeUndefined();
      }
    },
  );

  test("lets members pass that it does not read", () => {
    const statement = { vulnerability: "X", status: "fixed", supplier: 7, statement: "sample" };
    expect(openvexDocument.safeParse({ version: "1", role: 7, statements: [statement] }).success).toBe(true);
  });
});
