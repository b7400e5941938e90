import { describe, expect, test } from "bun:test";
import { testStage } from "../../src/stages/test.ts";
import { casesOf, goldenOf } from "../support/stage-golden.ts";

describe.each(casesOf("test"))("testStage of %s", (name) => {
  test("is its golden", () => {
    const { text, golden } = goldenOf(testStage, name);
    expect(text).toBe(golden);
  });
});
