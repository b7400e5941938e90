import { describe, expect, test } from "bun:test";
import { designStage } from "../../src/stages/design.ts";
import { casesOf, goldenOf } from "../support/stage-golden.ts";

describe.each(casesOf("design"))("designStage of %s", (name) => {
  test("is its golden", () => {
    const { text, golden } = goldenOf(designStage, name);
    expect(text).toBe(golden);
  });
});
