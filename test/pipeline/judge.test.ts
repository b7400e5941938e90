import { describe, expect, test } from "bun:test";
import { noBasis } from "../../src/domain/trust.ts";
import { decisionSalt } from "../../src/evidence/salt.ts";
import { type Facts, judge, modelOf } from "../../src/pipeline/judge.ts";
import { baselineOfReports } from "../../src/pipeline/reports.ts";
import { canonicalJson } from "../../src/standards/jcs.ts";
import { shuffled } from "../support/build.ts";
import { overlayOf } from "../support/facts.ts";
import { keyPair, keysOf, releaseDigest } from "../support/provenance.ts";
import { smallFacts, smallSbom, smallScan } from "../support/reports.ts";
import { stageRun } from "../support/stages.ts";

const inputs = [smallSbom, smallScan({ "CVE-2021-0001": "High" })];
const limits = { maxDepth: 128, maxUnpacked: 1_000_000 };

describe("judge()", () => {
  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["nothing", {}, "GO"],
    ["something medium", { "CVE-2021-0001": "Medium" }, "CONDITIONAL"],
    ["something high", { "CVE-2021-0001": "High" }, "NO-GO"],
    ["something that is exploited", { "CVE-2021-44228": "Low" }, "NO-GO"],
  ])("decides on %s: case %#", (_, found, verdict) => {
    const { decision } = judge(smallFacts([smallSbom, smallScan(found)]));
    expect(decision.verdict).toBe(verdict as "GO");
  });

  test("comes to the same for the same facts, and does not change them", () => {
    const facts = smallFacts(inputs);
    const before = Bun.inspect(facts.items, { depth: 20 });
    const [first, second] = [judge(facts), judge(facts)];
    expect(canonicalJson(second.decision)).toBe(canonicalJson(first.decision));
    expect(canonicalJson(second.sections)).toBe(canonicalJson(first.sections));
    expect(Bun.inspect(facts.items, { depth: 20 })).toBe(before);
    const other = judge(smallFacts(shuffled(inputs, 1)));
    expect(canonicalJson(other.decision)).toBe(canonicalJson(first.decision));
  });

  test("places its evidence, and salts its decision with a salt of the bundle's", () => {
    const facts = smallFacts(inputs);
    const { decision } = judge(facts);
    expect(decision.evidence).toEqual({ directory: `demo/${decision.run_id}`, manifest: "manifest.json" });
    expect(decision.salt).toBe(decisionSalt(facts.salt));
    expect(decision.salt).not.toBe(facts.salt);
  });

  test("names the artefacts of the release, and a level of the build only with provenance", () => {
    const provenanceBasis = { ...noBasis, artefacts: [{ name: "app.tar", sha256: releaseDigest }] };
    const { decision } = judge(smallFacts(inputs, { provenanceBasis }));
    expect(decision.artefacts).toEqual([{ name: "app.tar", sha256: releaseDigest }]);
    expect(decision).not.toHaveProperty("slsa_build_level");
  });

  test("tells of its steps, and comes to the same whether anyone listens", () => {
    const told: string[] = [];
    const { decision } = judge(smallFacts(inputs, { onStep: (step) => void told.push(step) }));
    expect(told).toEqual(["correlate", "assess"]);
    expect(canonicalJson(decision)).toBe(canonicalJson(judge(smallFacts(inputs)).decision));
  });

  test("marks what is new against a baseline", () => {
    const facts = smallFacts(inputs);
    const baseline = baselineOfReports([smallScan({}, "earlier.json")], { ...facts, limits });
    expect(judge(facts).decision).not.toHaveProperty("baseline");
    expect(judge({ ...facts, baseline }).decision.baseline).toMatchObject({
      name: "earlier.json",
      new: 1,
      unchanged: 0,
    });
  });
});

describe("judge() gives a run an id", () => {
  const idOf = (over: Partial<Facts> = {}, given = inputs): string => judge(smallFacts(given, over)).decision.run_id;
  const earlier = baselineOfReports([smallScan({}, "earlier.json")], { ...smallFacts(inputs), limits });

  test("that is the user's own when there is one", () => {
    expect(idOf({ runId: "release-1" })).toBe("release-1");
  });

  test.each<[string, Partial<Facts>]>([
    ["overlay", { overlayRecord: { mode: "demo", sha256: "c".repeat(64), layers: [] } }],
    ["clock", { asOf: "2026-08-25T12:00:01Z" }],
    ["application", { app: { name: "other" } }],
    ["program", { tool: { name: "fixops", version: "9" } }],
    ["baseline", { baseline: earlier }],
    ["set of keys", { provenanceBasis: keysOf(keyPair("release")) }],
    ["set of stages", { stageRun: stageRun() }],
  ])("that is another for another %s", (_, over) => {
    expect(idOf(over)).not.toBe(idOf());
  });

  test("that is another for other inputs, and the same without keys or with none", () => {
    expect(idOf({}, [smallSbom])).not.toBe(idOf());
    expect(idOf({ provenanceBasis: noBasis })).toBe(idOf());
  });
});

test("modelOf() holds what was found against the clock and the exposure of the overlay", () => {
  const overlay = overlayOf(
    'exposure: { components: [{ match: "pkg:npm/lodash", exposed: "yes", reason: "it serves the site" }] }',
  );
  const model = modelOf({ ...smallFacts(inputs), overlay, stageRun: stageRun() });
  expect(model.asOf).toBe("2026-08-25T12:00:00Z");
  expect(model.vulnerabilities.map(({ id }) => id)).toEqual(["CVE-2021-0001"]);
  expect(model.stageRun?.runId).toBe("r1");
  expect(model.exposures).not.toEqual(modelOf(smallFacts(inputs)).exposures);
});
