import { expect, test } from "bun:test";
import { draftOf, finish, textSet } from "../../../../src/ingest/formats/context/design-draft.ts";
import type { Notices } from "../../../../src/ingest/notices.ts";

const source = { input: "d", pointer: "line 2" };

test.each([
  [["internal"], ["no"], "internal", 0],
  [[], ["no"], "internal", 0],
  [["partner"], ["no"], "partner", 0],
  [["none"], ["no"], "none", 0],
  [["internet"], ["no"], "internet", 1],
  [["internal"], ["yes"], "internet", 1],
  [["internal"], ["unknown"], "unknown", 1],
  [[], ["unknown"], "unknown", 0],
  [[], [], undefined, 0],
] as const)("finish() makes exposure %j and internet_facing %j %s", (exposures, facing, expected, noted) => {
  const draft = draftOf("a", source);
  for (const word of exposures) draft.exposure.add(word);
  for (const word of facing) draft.internetFacing.add(word);
  const notices: Notices = new Map();
  expect(finish(draft, notices).exposure).toBe(expected);
  expect(notices.size).toBe(noted);
});

test("finish() joins texts, takes one purl and one image", () => {
  const draft = draftOf("a", source);
  for (const owner of ["x", "y", "x"]) textSet(draft, "owner").add(owner);
  for (const purl of ["nonsense", "pkg:NPM/a@1", "pkg:npm/a@1", "pkg:npm/b@1"]) textSet(draft, "purl").add(purl);
  for (const image of ["r/i:1", "r/i:2"]) textSet(draft, "image").add(image);
  const notices: Notices = new Map();
  expect(finish(draft, notices)).toMatchObject({ owner: "x; y", purl: "pkg:npm/a@1", image: "r/i:1" });
  expect(notices.size).toBe(3);
});
