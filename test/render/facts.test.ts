import { expect, test } from "bun:test";
import type { InputRecord } from "../../src/domain/bundle.ts";
import {
  baselineText,
  countsText,
  kevText,
  notSeenText,
  overlayText,
  setAsideText,
  shownWarnings,
} from "../../src/render/facts.ts";
import { decisionRecordOf as decision } from "../support/build.ts";

const account = (over: Partial<InputRecord["accounts"][number]>) => ({
  items: "matches",
  raw: 7,
  kept: 7,
  merged: 0,
  not_applicable: [],
  ...over,
});

test.each<[string, Partial<InputRecord["accounts"][number]>, string]>([
  ["all kept", {}, "matches 7"],
  ["some merged", { kept: 4, merged: 3 }, "matches 7 (3 merged)"],
  [
    "some merged and some not used",
    {
      kept: 2,
      merged: 3,
      not_applicable: [
        { reason: "a", count: 1 },
        { reason: "b", count: 1 },
      ],
    },
    "matches 7 (3 merged, 2 not used)",
  ],
])("countsText() with %s", (_, over, text) => {
  expect(countsText({ accounts: [account(over)] })).toBe(text);
});

test.each([
  [{ findings: 0, vulnerabilities: 0, known_exploited: 0 }, undefined],
  [{ findings: 1, vulnerabilities: 0, known_exploited: 0 }, "by VEX or suppression: 1 finding"],
  [
    { findings: 2, vulnerabilities: 3, known_exploited: 1 },
    "by VEX or suppression: 3 vulnerabilities and 2 findings; 1 of them known to be exploited",
  ],
])("setAsideText() of %j", (set_aside, text) => {
  expect(setAsideText(decision({ set_aside: { posture_failures: 0, ...set_aside } }))).toBe(text);
});

test.each([
  [0, "0 days old"],
  [1, "1 day old"],
  [-3, "younger than the clock of the run"],
])("kevText() at %d days", (age_days, text) => {
  const { intel } = decision();
  expect(kevText(decision({ intel: { kev: { ...intel.kev, age_days } } }))).toContain(text);
});

test("overlayText() names the overlays that were put over the built-in ones", () => {
  const layer = (origin: string) => ({ origin, sha256: "a".repeat(64) });
  const layers = ["built-in default", "overlays/demo.yml", "team.yml", "flag --encrypt"].map(layer);
  const overlay = { mode: "demo", sha256: "b".repeat(64), layers };
  expect(overlayText(decision({ overlay }))).toBe("demo + team.yml + flag --encrypt (bbbbbbbbbbbb)");
});

test("shownWarnings() leaves out shadow rules", () => {
  const reason = (id: string) =>
    ({ code: "C", rule: id, verdict: "GO", message: "m", source: "s", count: 0, evidence: [] }) as const;
  const rule = (id: string, enforce: "warn" | "shadow") =>
    ({ rule: id, title: "t", status: "fail", enforce, message: "m", count: 0 }) as const;
  const made = decision({
    warnings: [reason("a/b"), reason("a/c")],
    rules: [rule("a/b", "warn"), rule("a/c", "shadow")],
  });
  expect(shownWarnings(made).map((one) => one.rule)).toEqual(["a/b"]);
});

test("notSeenText() names the kinds that nobody gave, and no input that is doubted", () => {
  const not_seen = ["cve: no scan", "vex: no VEX", "cve.json: no target"];
  expect(notSeenText(decision({ not_seen }))).toStartWith("cve, vex (");
  expect(notSeenText(decision({ not_seen: ["x.json: no target"] }))).toBeUndefined();
});

test("baselineText() gives the figures of a comparison, when there is one", () => {
  const baseline = {
    name: "earlier",
    sha256: "ab",
    new: 1,
    unchanged: 2,
    worsened: 5,
    reopened: 3,
    closed: 6,
    fixed: 4,
  };
  expect(baselineText(decision({ baseline }))).toBe(
    "1 new, 2 unchanged, 5 worsened, 3 reopened, 6 closed, 4 fixed since earlier",
  );
  expect(baselineText(decision())).toBeUndefined();
});
