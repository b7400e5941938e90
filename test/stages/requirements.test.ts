import { describe, expect, test } from "bun:test";
import { requirementsStage } from "../../src/stages/requirements.ts";
import { casesOf, goldenOf } from "../support/stage-golden.ts";

describe.each(casesOf("requirements"))("requirementsStage of %s", (name) => {
  test("is its golden", () => {
    const { text, golden } = goldenOf(requirementsStage, name);
    expect(text).toBe(golden);
  });
});
