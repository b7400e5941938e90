import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { field, isObject, list, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { misshapen } from "../refusals.ts";
import { type PostureSink, postureSink } from "../vulnerabilities/posture-sink.ts";
import { leaveOut } from "../vulnerabilities/vulnerability-sink.ts";
import { filePath, findingOf } from "./check-finding.ts";
import { checkReading, keepFinding, lose, passed } from "./check-sink.ts";

/** kubesec JSON (`kubesec scan`, or its service), version 2: a score for each object, and the rules that make it up. */
export const kubesec: Format = {
  id: "kubesec-json",
  title: "kubesec JSON",
  sign: "entries with `object`, `valid` and `score`",
  versions: [],
  kinds: ["cnapp", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const value = jsonValue(document);
  return Array.isArray(value) && value.some(isObjectReport);
}

function isObjectReport(entry: unknown): boolean {
  const hasVerdict = typeof field(entry, "valid") === "boolean" && number(entry, "score") !== undefined;
  return hasVerdict && isObject(entry) && typeof entry["object"] === "string";
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const entries = Array.isArray(value) ? value : [];
  const sink = postureSink(origin.name);
  for (const [index, entry] of entries.entries()) readEntry(entry, `/${index}/scoring`, sink);
  const checked = entries.filter((entry) => isObjectReport(entry) && field(entry, "valid") === true);
  const supported = checked.filter((entry) => text(entry, "message") !== unsupported);
  const foreign = checked.length - supported.length;
  return checkReading(sink, {
    coverage: { tool: "kubesec", targets: supported.length, doubts: doubtsOf(entries, checked, supported) },
    sort: "checks",
    notices:
      foreign > 0 ? [`${counted(foreign, "object is", "objects are")} of a kind that kubesec does not check`] : [],
  });
}

/** The message of an object whose kind has no rules. */
const unsupported = "This resource kind is not supported by kubesec";

/** `advise` lists what would raise the score, and is reported as results in kubesec's own SARIF, too. */
const sections = ["critical", "advise"] as const;

function readEntry(entry: unknown, pointer: string, sink: PostureSink): void {
  const scoring = field(entry, "scoring");
  for (const key of misshapen(scoring, [...sections, "passed"])) lose(sink, "checks", `${key} is no list`);
  for (const section of sections) {
    for (const [index, rule] of list(scoring, section).entries()) {
      const source = { input: sink.input, pointer: `${pointer}/${section}/${index}` };
      keepFinding(sink, "checks", toFinding(rule, { entry, section, source }));
    }
  }
  leaveOut(sink, "checks", passed, list(scoring, "passed").length);
}

type Place = { readonly entry: unknown; readonly section: (typeof sections)[number]; readonly source: Source };

/** What is read from a pipe or by the service has no file; kubesec names it so. */
const noFile: ReadonlySet<string | undefined> = new Set(["STDIN", "API", "/dev/stdin"]);

function toFinding(rule: unknown, { entry, section, source }: Place): ReturnType<typeof findingOf> {
  const file = filePath(text(entry, "fileName"));
  return findingOf({
    ruleId: text(rule, "id") ?? text(rule, "selector"),
    tool: "kubesec",
    level: section,
    message: text(rule, "reason") ?? text(rule, "selector"),
    file: noFile.has(file) ? undefined : file,
    resource: text(entry, "object"),
    source,
  });
}

function doubtsOf(
  entries: readonly unknown[],
  checked: readonly unknown[],
  supported: readonly unknown[],
): readonly string[] {
  const invalid = entries.filter((entry) => field(entry, "valid") !== true);
  return [
    ...(invalid.length > 0
      ? [`${counted(invalid.length, "object")} could not be checked, the first: ${quoted(text(invalid[0], "message"))}`]
      : []),
    ...(checked.length > 0 && supported.length === 0 ? ["no object is of a kind that kubesec checks"] : []),
  ];
}
