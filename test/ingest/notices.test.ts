import { expect, test } from "bun:test";
import { type Notices, notice, noticeTexts } from "../../src/ingest/notices.ts";

test("noticeTexts() counts remarks of one sort with the first", () => {
  const notices: Notices = new Map();
  notice(notices, "a", "first a");
  notice(notices, "b", "only b");
  notice(notices, "a", "second a");
  expect(noticeTexts(notices)).toEqual(["first a (and 1 more like it)", "only b"]);
});

test("noticeTexts() keeps the list readable and says what it leaves out", () => {
  const notices: Notices = new Map();
  for (let i = 0; i < 100; i++) notice(notices, `${i}`, `${i}`);
  expect(noticeTexts(notices)).toHaveLength(41);
  expect(noticeTexts(notices).at(-1)).toContain("60");
});
