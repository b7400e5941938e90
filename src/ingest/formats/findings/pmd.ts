import type { Finding } from "../../../domain/finding.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { counted } from "../../../domain/words.ts";
import { optional } from "../../../standards/wire.ts";
import { type XmlElement, xmlAttribute, xmlChildren } from "../../../standards/xml.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { xmlRoot } from "../forms.ts";
import { findingOf } from "./finding-draft.ts";
import { findingSieve, findingsReading, sift, unreadable } from "./finding-sieve.ts";
import { firstLine, oneLine, quoted } from "./report-text.ts";

/** PMD XML (`pmd check -f xml`). It lists files with violations only. */
export const pmd: Format = {
  id: "pmd-xml",
  title: "PMD XML",
  sign: "the root element `pmd`",
  versions: [],
  kinds: ["sarif"],
  detect,
  read,
};

/** The copy-paste detector of PMD writes `pmd-cpd`, which is no list of flaws. */
function detect(document: Document): boolean {
  return xmlRoot(document)?.name === "pmd";
}

function read(document: Document, origin: Origin): Reading {
  const root = xmlRoot(document);
  const sieve = findingSieve();
  for (const [index, file] of xmlChildren(root, "file").entries()) {
    for (const [place, violation] of xmlChildren(file, "violation").entries()) {
      const pointer = `/pmd/file[${index + 1}]/violation[${place + 1}]`;
      sift(sieve, toFinding(violation, xmlAttribute(file, "name"), { input: origin.name, pointer }));
    }
  }
  for (const [index, item] of xmlChildren(root, "suppressedviolation").entries()) {
    sift(sieve, toSuppressed(item, { input: origin.name, pointer: `/pmd/suppressedviolation[${index + 1}]` }));
  }
  return findingsReading(sieve, { items: "violations", coverage: coverageOf(root) });
}

/** PMD's priorities by name, with the levels that it gives them where it writes SARIF. */
const priorities: ReadonlyMap<number | undefined, readonly [level: string, Severity]> = new Map([
  [1, ["High", "high"]],
  [2, ["Medium High", "high"]],
  [3, ["Medium", "medium"]],
  [4, ["Medium Low", "low"]],
  [5, ["Low", "low"]],
] as const);

function toFinding(violation: XmlElement, file: string | undefined, source: Source): Finding | string {
  const ruleId = xmlAttribute(violation, "rule");
  if (ruleId === undefined) return unreadable;
  const [level, severity] = priorities.get(firstLine(xmlAttribute(violation, "priority"))) ?? ["", "unknown"];
  const names = ["package", "class", "method", "variable"].flatMap((name) => xmlAttribute(violation, name) ?? []);
  return findingOf({
    ruleId,
    tool: "pmd",
    level,
    severity,
    message: violation.text,
    file,
    line: firstLine(xmlAttribute(violation, "beginline")),
    context: names.join(" "),
    source,
  });
}

/** `--show-suppressed`: PMD tells the file and the message, and neither rule nor line. */
function toSuppressed(item: XmlElement, source: Source): Finding | string {
  const message = xmlAttribute(item, "msg");
  if (message === undefined) return unreadable;
  return findingOf({
    ruleId: "unnamed rule",
    tool: "pmd",
    level: undefined,
    severity: "unknown",
    message,
    file: xmlAttribute(item, "filename"),
    suppression: suppressionOf(item),
    source,
  });
}

/** A justification is a sentence; a longer text is cut. */
const maxJustification = 200;

function suppressionOf(item: XmlElement): Suppression {
  return {
    kind: "in_source",
    ...optional("justification", oneLine(xmlAttribute(item, "usermsg"), maxJustification)),
    ...optional("rule", oneLine(xmlAttribute(item, "suppressiontype"), maxJustification)),
  };
}

function coverageOf(root: XmlElement | undefined): Coverage {
  const version = xmlAttribute(root, "version");
  const errors = xmlChildren(root, "error");
  const settings = xmlChildren(root, "configerror");
  const first = quoted(xmlAttribute(errors[0], "msg"));
  return {
    tool: "pmd",
    ...optional("toolVersion", version),
    ...optional("generatedAt", xmlAttribute(root, "timestamp")),
    doubts: [
      ...(version === undefined ? ["the report does not tell the version of PMD"] : []),
      ...(errors.length > 0 ? [`${counted(errors.length, "file")} could not be processed, the first: ${first}`] : []),
      ...(settings.length > 0 ? [`${counted(settings.length, "rule")} could not run as configured`] : []),
    ],
  };
}
