import { expect, test } from "bun:test";
import { FixopsError } from "../../src/domain/error.ts";
import { attempt, fail, pass } from "../../src/evidence/check.ts";

test("attempt() gives the value, or the failure as a check, and lets faults of ours go on", () => {
  expect(attempt("a", () => 1)).toEqual({ ok: true, value: 1 });
  const thrown = attempt("a", () => {
    throw new FixopsError("INTEGRITY_DIGEST", "differs");
  });
  expect(thrown).toEqual({ ok: false, check: fail("a", "INTEGRITY_DIGEST", "differs") });
  expect(() =>
    attempt("a", () => {
      throw new RangeError("ours");
    }),
  ).toThrow(RangeError);
});

test("pass() and fail() say what was looked at", () => {
  expect(pass("a", "b")).toEqual({ what: "a", status: "pass", detail: "b" });
  expect(fail("a", "INTEGRITY_LOG", "b")).toEqual({ what: "a", status: "fail", detail: "b", code: "INTEGRITY_LOG" });
});
