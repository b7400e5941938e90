import type { Finding } from "../../../domain/finding.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { field, isObject, list, optional, text, type WireObject } from "../../../standards/wire.ts";
import { count, type Tally } from "../../account.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { remembered } from "../remembered.ts";
import type { Writable } from "../writable.ts";
import { noMessage } from "./report-text.ts";
import { contextOfResult } from "./sarif-context.ts";
import { fingerprintOf } from "./sarif-fingerprint.ts";
import { type Locator, locator } from "./sarif-location.ts";
import { messageOf } from "./sarif-message.ts";
import { type RuleBook, ruleBook, type SarifRule } from "./sarif-rules.ts";
import {
  type Grade,
  gradeOf,
  isOddLevel,
  isUnread,
  type Level,
  levelWord,
  oddGrade,
  openQuestion,
  ratedSeverity,
  securitySeverity,
} from "./sarif-severity.ts";
import { type CweTaxa, cwesOfResult, cweTaxa } from "./sarif-taxa.ts";
import { isAboutSecrets, withoutValues } from "./secret-words.ts";

/** What the results of one run share. */
export type RunContext = {
  readonly tool: string;
  readonly input: string;
  /** JSON pointer of the list of results. */
  readonly pointer: string;
  readonly rules: RuleBook;
  readonly taxa: CweTaxa;
  readonly locate: Locator;
  /** The run itself, for what results refer to by index. */
  readonly run: WireObject;
  readonly vulnerabilityIds: (ruleId: string) => readonly string[];
  /** What is doubtful about results → how many. */
  readonly faults: Tally;
};

/** Prepares run number `index` (from 0) of the input. */
export function runContext(run: WireObject, tool: string, input: string, index: number): RunContext {
  const taxa = cweTaxa(run);
  return {
    tool,
    input,
    pointer: `/runs/${index}/results`,
    rules: ruleBook(run, taxa),
    taxa,
    locate: locator(run),
    run,
    vulnerabilityIds: remembered(vulnerabilityIdsIn),
    faults: new Map(),
  };
}

/** Reason of the account for results that are no objects, or objects that say nothing. */
export const unreadable = "unreadable result";

/**
 * Why a result is not a finding, else undefined. By SARIF 2.1.0 §3.27.9 the kinds `pass`, `notApplicable` and
 * `informational` report no problem; by §3.27.25 `absent` says that the problem of the baseline is gone.
 */
export function whyNotAFinding(result: unknown): string | undefined {
  if (!isObject(result) || telling.every((key) => result[key] === undefined)) return unreadable;
  const kind = text(result, "kind");
  if (kind === "pass" || kind === "notApplicable" || kind === "informational") return `kind ${kind}`;
  return text(result, "baselineState") === "absent" ? "baselineState absent" : undefined;
}

/** Members of which a result has one at least, the usual ones first. */
const telling = ["ruleId", "message", "level", "ruleIndex", "rule", "kind", "locations", "properties", "baselineState"];

/** One SARIF result as a finding; `index` is its place in the run. */
export function toFinding(result: WireObject, index: number, context: RunContext): Finding {
  const rule = context.rules.find(result);
  const ruleId = text(result, "ruleId") ?? text(field(result, "rule"), "id") ?? rule?.id ?? unnamed;
  const grade = levelOf(result, rule, () => context.rules.override(result, rule, ruleId));
  const rating = securitySeverity(result);
  const finding: Writable<Finding> = {
    ruleId,
    tool: context.tool,
    level: grade.level,
    severity: ratedSeverity(rating, rule?.rating, grade.severity),
    message: messageOf(result, rule?.descriptor),
    location: context.locate(result),
    cwes: cwesOfResult(result, rule?.cwes ?? [], context.taxa),
    vulnerabilityIds: context.vulnerabilityIds(ruleId),
    source: { input: context.input, pointer: `${context.pointer}/${index}` },
  };
  if (!grade.isKnown) count(context.faults, "results with a level that SARIF does not know");
  if (isUnread(rating) || isUnread(rule?.rating)) count(context.faults, unreadScore);
  if (ruleId === unnamed && finding.message === noMessage)
    count(context.faults, "results that name neither rule nor message");
  const toolFingerprint = fingerprintOf(result);
  if (toolFingerprint !== undefined) finding.toolFingerprint = toolFingerprint;
  describe(finding, result, context.run);
  const baselineState = text(result, "baselineState");
  if (baselineState !== undefined) finding.baselineState = baselineState;
  const suppression = suppressionOf(list(result, "suppressions"));
  if (suppression !== undefined) finding.suppression = suppression;
  return finding;
}

const unnamed = "unnamed rule";

const unreadScore = "results with a security-severity that cannot be read";

/**
 * The effective level (§3.27.10): `none` unless the kind is `fail`; else the result's own, the invocation's override,
 * the rule's default, `warning`. A word that is no level may mean anything: its severity is unknown.
 */
function levelOf(result: WireObject, rule: SarifRule | undefined, override: () => Level | undefined): Grade {
  if (isOpenQuestion(result)) return openQuestion;
  const given = field(result, "level");
  const own = levelWord(given);
  if (own !== undefined) return gradeOf(own);
  const inherited = override() ?? rule?.level;
  if (isOddLevel(given)) return oddGrade(given, inherited);
  if (inherited !== undefined) return gradeOf(inherited);
  return rule?.oddLevel === undefined ? gradeOf("warning") : oddGrade(rule.oddLevel, undefined);
}

/** Kinds `open` and `review` (§3.27.9): the tool could not tell, or a person must look. Other words count as `fail`. */
function isOpenQuestion(result: WireObject): boolean {
  const kind = text(result, "kind");
  return kind === "open" || kind === "review";
}

/** Adds the context; of a finding about a secret takes what may be the secret out instead. */
function describe(finding: Writable<Finding>, result: WireObject, run: WireObject): void {
  if (isAboutSecrets(finding)) {
    finding.message = withoutValues(finding.message);
    return;
  }
  // Beside the tool's own fingerprint nobody asks for it.
  if (finding.toolFingerprint !== undefined) return;
  const context = contextOfResult(result, run);
  if (context !== undefined) finding.context = context;
}

/**
 * The one suppression that tells whether the result is suppressed. §3.27.23: it is, if there are suppressions and the
 * status of none is `rejected` or `underReview`. So the first of those speaks for all, else the first of all.
 * A status that SARIF does not know suppresses nothing: it counts as under review. So does one of
 * another kind than §3.35.2 has.
 */
function suppressionOf(suppressions: readonly unknown[]): Suppression | undefined {
  if (suppressions.length === 0) return undefined;
  const decisive = suppressions.find((entry) => statusOf(entry) !== "accepted") ?? suppressions[0];
  const status = statusOf(decisive);
  const isSilent = status === "accepted" && field(decisive, "status") === undefined;
  return {
    kind: text(decisive, "kind") === "inSource" ? "in_source" : "external",
    ...optional("status", isSilent ? undefined : status),
    ...optional("justification", text(decisive, "justification")),
  };
}

function statusOf(suppression: unknown): "accepted" | "under_review" | "rejected" {
  if (!isObject(suppression)) return "under_review";
  if (!isOfKnownKind(suppression)) return "under_review";
  const status = field(suppression, "status");
  if (status === undefined || status === "accepted") return "accepted";
  return status === "rejected" ? "rejected" : "under_review";
}

/** `inSource` or `external`. The kind is required, but Snyk Code leaves it out and gives the reason only. */
function isOfKnownKind(suppression: WireObject): boolean {
  const kind = field(suppression, "kind");
  if (kind === undefined) return text(suppression, "justification") !== undefined;
  return kind === "inSource" || kind === "external";
}
