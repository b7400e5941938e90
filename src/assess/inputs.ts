import { z } from "zod";
import { type InputFile, type InputKind, inputKinds, isReleaseScan, isScan, rawItems } from "../domain/input-file.ts";
import type { Model } from "../domain/model.ts";
import type { Rule, RuleResult } from "../domain/rule.ts";
import { sourceText } from "../domain/source.ts";
import { counted } from "../domain/words.ts";
import { timeOf } from "../standards/instant.ts";
import { defineAssessor, evidenceOf, ruleResult } from "./assessor.ts";
import { hasKind, inputRecords } from "./input-records.ts";

const options = z
  .strictObject({
    required: z
      .array(z.enum(inputKinds))
      .default(["sbom"])
      .describe("Kinds of input without which the verdict is at best CONDITIONAL."),
    scan_max_age_days: z
      .int()
      .min(0)
      .default(30)
      .describe(
        "A scan, or its vulnerability database, that is older than this many days is a doubt (rule inputs/scan-age).",
      ),
  })
  .prefault({});

const requiredRule: Rule = {
  id: "inputs/required",
  code: "INPUT_MISSING",
  title: "every required input is there",
  enforce: "conditional",
  source: "overlay inputs.required",
};

const scanRule: Rule = {
  id: "inputs/scan",
  code: "NO_SCAN",
  title: "at least one scan of code or dependencies is there",
  enforce: "conditional",
  source: "invariant: what nobody looked at is not clean",
};

const trustRule: Rule = {
  id: "inputs/trust",
  code: "INPUT_NOT_TRUSTED",
  title: "every input says what it looked at",
  enforce: "conditional",
  source: "invariant: a report that says nothing is not a clean report",
};

const ageRule: Rule = {
  id: "inputs/scan-age",
  code: "SCAN_STALE",
  title: "every scan is fresh",
  enforce: "conditional",
  source: "invariant: what was found since an old scan is not in it",
};

const advisoryRule: Rule = {
  id: "inputs/advisories",
  code: "ADVISORY_UNPLACED",
  title: "every advisory is about a vulnerability that a scanner looked for",
  enforce: "conditional",
  source: "invariant: an advisory that may apply is a doubt",
};

/** What the gate was given, what each input covers, and what is missing. */
export const inputsAssessor = defineAssessor({
  section: "inputs",
  options,
  rules: [requiredRule, scanRule, trustRule, ageRule, advisoryRule],
  assess(model, chosen) {
    return {
      section: { status: "evaluated", required: chosen.required, files: inputRecords(model) },
      results: [
        evaluateRequired(model, chosen.required),
        evaluateScan(model),
        evaluateTrust(model),
        evaluateAge(model, chosen.scan_max_age_days),
        evaluateAdvisories(model),
      ],
    };
  },
});

function evaluateRequired(model: Model, required: readonly InputKind[]): RuleResult {
  const missing = required.filter((kind) => !hasKind(model, kind));
  const threshold = `inputs.required = [${required.join(", ")}]`;
  if (missing.length === 0) return ruleResult(requiredRule, "pass", "all required inputs are there", { threshold });
  return ruleResult(requiredRule, "fail", `no ${missing.join(", no ")} among the inputs`, {
    threshold,
    evidence: evidenceOf(missing, (kind) => ({
      id: kind,
      what: `required input ${kind} is missing`,
      fix: `hand one with --${kind}, or take ${kind} out of inputs.required`,
    })),
  });
}

function evaluateScan(model: Model): RuleResult {
  const scans = model.inputs.filter(isReleaseScan);
  if (scans.length > 0) return ruleResult(scanRule, "pass", `${counted(scans.length, "scan report")} among the inputs`);
  return ruleResult(scanRule, "fail", "no scan report among the inputs", {
    evidence: evidenceOf(["scan"], (id) => ({
      id,
      what: "neither static analysis findings nor a vulnerability scan was given",
      fix: "hand a vulnerability scan with --cve or findings with --sarif",
    })),
  });
}

function evaluateTrust(model: Model): RuleResult {
  const doubts = model.inputs.flatMap((input) => input.coverage.doubts.map((doubt) => ({ input, doubt })));
  if (doubts.length === 0) return ruleResult(trustRule, "pass", "no input gives a reason to doubt it");
  return ruleResult(trustRule, "unknown", `${counted(doubts.length, "reason")} to doubt the inputs`, {
    evidence: evidenceOf(doubts, ({ input, doubt }) => ({
      id: input.name,
      what: `${input.name} (${input.format}): ${doubt}`,
      where: input.name,
      fix: `mend what is doubtful in ${input.name}, or accept it in writing: set the rule inputs/trust to warn`,
    })),
  });
}

/** Milliseconds of a day. */
const day = 86_400_000;

/**
 * By the oldest of the dates that a report gives: when it was made, and when its vulnerability database was. One that
 * is dated after the clock of the run, or gives a date that cannot be read, has no age that can be told; a day is left
 * for clocks that differ.
 */
function evaluateAge(model: Model, limit: number): RuleResult {
  const threshold = `inputs.scan_max_age_days = ${limit}`;
  const ages = model.inputs.filter(isScan).map((input) => ageOf(input, model.asOf));
  if (ages.every(({ days, unread }) => days.length === 0 && unread.length === 0))
    return ruleResult(ageRule, "not_applicable", "no scan tells its date", { threshold });
  const doubtful = ages.flatMap((age) => {
    const doubt = ageDoubt(age, limit);
    return doubt === undefined ? [] : [{ ...age, doubt }];
  });
  if (doubtful.length === 0)
    return ruleResult(ageRule, "pass", "no scan that tells its date is too old", { threshold });
  const message = `${counted(doubtful.length, "scan is", "scans are")} too old, dated after the run, or of no readable date`;
  return ruleResult(ageRule, "unknown", message, {
    threshold,
    evidence: evidenceOf(
      doubtful.toSorted((a, b) => Math.max(...b.days) - Math.max(...a.days)),
      ({ input, doubt }) => ({
        id: input.name,
        what: `${input.name} (${input.format}) ${doubt}`,
        where: input.name,
        fix: `run ${input.coverage.tool ?? "the tool"} again with a current database, on a host whose clock is right`,
      }),
    ),
  });
}

type Age = {
  readonly input: InputFile;
  /** Whole days from each date of the report to the clock of the run; of dates that can be read. */
  readonly days: readonly number[];
  /** Dates that cannot. */
  readonly unread: readonly string[];
};

function ageOf(input: InputFile, asOf: string): Age {
  const dates = [input.coverage.databaseDate, input.coverage.generatedAt].filter((date) => date !== undefined);
  const times = dates.map(timeOf).filter((time) => time !== undefined);
  return {
    input,
    days: times.map((time) => Math.floor((Date.parse(asOf) - time) / day)),
    unread: dates.filter((date) => timeOf(date) === undefined),
  };
}

function ageDoubt({ days, unread: [unread] }: Age, limit: number): string | undefined {
  const [oldest, newest] = [Math.max(...days), Math.min(...days)];
  if (newest < -1) return `is dated ${counted(-newest, "day")} after the clock of the run`;
  if (oldest > limit) return `is ${counted(oldest, "day")} old`;
  return unread === undefined ? undefined : `gives a date that cannot be read: "${unread}"`;
}

function evaluateAdvisories(model: Model): RuleResult {
  const { unplacedAdvisories } = model;
  const all = model.inputs.some((input) => input.accounts.some(({ items }) => rawItems[items] === "advisories"));
  if (!all) return ruleResult(advisoryRule, "not_applicable", "no advisory among the inputs");
  if (unplacedAdvisories.length === 0)
    return ruleResult(advisoryRule, "pass", "every advisory is about a reported vulnerability");
  const message = `${counted(unplacedAdvisories.length, "advisory", "advisories")} about what no scanner reported: whether it applies is unknown`;
  return ruleResult(advisoryRule, "unknown", message, {
    evidence: evidenceOf(unplacedAdvisories, (advisory) => ({
      id: advisory.id,
      what: `${advisory.id} (${advisory.severity}): no scanner reported it for a package of this release`,
      where: sourceText(advisory.source),
      fix: "hand a scan that looks for it, leave the record out, or accept it: set the rule inputs/advisories to warn",
    })),
  });
}
