import { describe, expect, test } from "bun:test";
import { operateStage } from "../../src/stages/operate.ts";
import { casesOf, goldenOf } from "../support/stage-golden.ts";

describe.each(casesOf("operate"))("operateStage of %s", (name) => {
  test("is its golden", () => {
    const { text, golden } = goldenOf(operateStage, name);
    expect(text).toBe(golden);
  });
});
