import { expect, test } from "bun:test";
import { remembered } from "../../../src/ingest/formats/remembered.ts";

test("remembered() works each distinct key out once, also when the answer is undefined", () => {
  const asked: string[] = [];
  const of = remembered((key: string) => {
    asked.push(key);
    return key === "none" ? undefined : key.length;
  });
  expect([of("ab"), of("none"), of("ab"), of("none")]).toEqual([2, undefined, 2, undefined]);
  expect(asked).toEqual(["ab", "none"]);
});
