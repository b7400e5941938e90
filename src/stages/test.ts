import { driftOf } from "../assess/drift.ts";
import { inputDoubts } from "../assess/input-records.ts";
import { asideKeys, type OpenItem, openItems, openKeys, openRecords } from "../assess/open-items.ts";
import { isLookedAt, openRisk } from "../assess/release-risk.ts";
import { riskRecord } from "../assess/risk/record.ts";
import { setAside } from "../assess/severity-overview.ts";
import { coverageShares, testCounts } from "../assess/test-totals.ts";
import { isScan, isVulnerabilityScan } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import { compareText } from "../domain/order.ts";
import { present } from "../domain/present.ts";
import { countSeverities } from "../domain/severity.ts";
import { field, hasList, shorten, texts } from "../standards/wire.ts";
import type { Stage, StageBody, StageContext } from "./stage.ts";

/** Open items that a report repeats, the worst first; the counts and the keys are of all. */
const maxListed = 500;

/** Tools of the last report that doubts name. */
const maxTools = 20;

/** Characters of a tool's name that a message repeats. */
const maxTool = 80;

/**
 * What tests and scanners found in a release: normalised, each once, counted by severity, and compared with the app's
 * last report. Severities are those of the whole product; the seed had other ones for this stage alone.
 */
export const testStage: Stage = {
  name: "test",
  kinds: ["sarif", "tests", "cve", "vex"],
  needsInput: true,
  document: "test.report.json",
  body,
};

function body(model: Model, { options, previous }: StageContext): StageBody {
  const items = openItems(model);
  const tools = toolsOf(model);
  const looked = model.inputs.some(isScan);
  const risk = openRisk(items, options.risk, { looked: isLookedAt(model.inputs, isScan) });
  const findings = keysOf(items, "finding", model.inputs.some(isScan));
  const vulnerabilities = keysOf(items, "vulnerability", model.inputs.some(isVulnerabilityScan));
  const holder = field(previous, "open");
  const title = "the app's last test report";
  const aside = asideKeys(model);
  const gone = "fixed";
  return present({
    scan:
      looked || items.length > 0
        ? { status: "evaluated" }
        : { status: "not_evaluated", why: "nobody looked for flaws" },
    summary: looked || items.length > 0 ? countSeverities(items) : undefined,
    counts: { open: items.length, set_aside: { ...setAside(model) }, merged: mergedCount(model) },
    items: openRecords(items, maxListed),
    items_listed_up_to: maxListed,
    open: present({ findings, vulnerabilities }),
    tools,
    drift: {
      findings: driftOf({ open: findings, aside, gone }, [{ title, holder, member: "findings" }]),
      vulnerabilities: driftOf({ open: vulnerabilities, aside, gone }, [{ title, holder, member: "vulnerabilities" }]),
    },
    coverage: coverageShares(model),
    tests: testCounts(model),
    doubts: [...inputDoubts(model), ...missingTools(previous, tools)],
    test_risk_score: risk?.score,
    test_risk: riskRecord(risk, options.risk),
  });
}

/** Undefined where nobody looked and nothing is known: the next run must not take that for none. */
function keysOf(items: readonly OpenItem[], kind: OpenItem["kind"], looked: boolean): readonly string[] | undefined {
  const keys = openKeys(items, kind);
  return looked || keys.length > 0 ? keys : undefined;
}

/** Who looked, by the name of the tool or, where a report tells none, of its format. */
function toolsOf({ inputs }: Pick<Model, "inputs">): readonly string[] {
  const tools = inputs.filter(isScan).map(({ coverage, format }) => coverage.tool ?? format);
  return [...new Set(tools)].toSorted(compareText);
}

function mergedCount({ merged }: Pick<Model, "merged">): number {
  return merged.reduce((sum, { count }) => sum + count, 0);
}

/** What a tool found that did not look this time is gone without being fixed. */
function missingTools(previous: unknown, tools: readonly string[]): readonly string[] {
  if (!hasList(previous, "tools")) return [];
  const now = new Set(tools);
  return [...new Set(texts(previous, "tools"))]
    .filter((tool) => !now.has(tool))
    .slice(0, maxTools)
    .map(
      (tool) =>
        `${shorten(tool, maxTool)} looked for the last report and not for this one: what it found is gone and may not be fixed`,
    );
}
