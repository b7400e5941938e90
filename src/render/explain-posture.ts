import type { CheckFacts } from "../domain/posture.ts";
import { counted } from "../domain/words.ts";
import { field, list, text, type WireObject } from "../standards/wire.ts";

/** What a posture check said of one resource, as the bundle lists it, and how it came out. */
export type PostureRecord = { readonly status: PostureWord; readonly record: unknown };

type PostureWord = "fail" | "unknown" | "disabled";

/** Lists of the section, and what stands in them. */
const statusOfList: ReadonlyMap<string, PostureWord> = new Map([
  ["failures", "fail"],
  ["unknowns", "unknown"],
  ["disabled", "disabled"],
]);

/** All that the posture section lists one by one, worst first: what fails, what is unknown, what does not count. */
export function postureRecords(sections: unknown): readonly PostureRecord[] {
  const section = field(sections, "posture");
  return [...statusOfList].flatMap(([name, status]) => list(section, name).map((record) => ({ status, record })));
}

const verbs: Record<PostureWord, string> = { fail: "fails", unknown: "is unknown", disabled: "is disabled" };

/** A check: what it wants, and all that is listed for it. */
export function checkLines(wants: CheckWants, records: readonly PostureRecord[], section: unknown): readonly string[] {
  return [
    `check ${wants.id} (${wants.severity}): ${wants.title ?? "of a check that this version does not know"}`,
    ...(wants.fix === undefined ? [] : [`  to do: ${wants.fix}`]),
    ...(wants.types === undefined ? [] : [`  asked of ${wants.types.join(", ")}`]),
    `  ${totals(records, section)}`,
    ...records.flatMap(({ status, record }) => [
      `  ${verbs[status]} on ${text(record, "resource")}${foundText(record)}`,
      `    ${placeText(record)}`,
      ...reasonLines(record),
    ]),
    "",
  ];
}

/** What a check is: from the records of the run, else from the table of this version. */
export type CheckWants = {
  readonly id: string;
  readonly severity: string;
  readonly title?: string | undefined;
  readonly fix?: string | undefined;
  readonly types?: readonly string[];
};

export function wantsOf(id: string, records: readonly PostureRecord[], known: CheckFacts | undefined): CheckWants {
  const told = records.find(({ record }) => text(record, "title") !== undefined)?.record;
  const any = records[0]?.record;
  return {
    id,
    severity: text(any, "severity") ?? known?.severity ?? "unknown",
    title: text(told, "title") ?? known?.title,
    fix: text(told, "fix") ?? known?.fix,
    ...(known !== undefined && { types: known.types }),
  };
}

/** All that checks say of one resource. */
export function resourceCheckLines(
  records: readonly PostureRecord[],
  knownCheck: (id: string) => CheckFacts | undefined,
): readonly string[] {
  return records.flatMap(({ status, record }) => {
    const id = text(record, "check") ?? "";
    const { title, fix, severity } = wantsOf(id, [{ status, record }], knownCheck(id));
    return [
      `  ${verbs[status]}: ${id} (${severity})${foundText(record)}`,
      `    ${placeText(record)}`,
      ...(title === undefined ? [] : [`    wants: ${title}`]),
      ...(fix === undefined || status === "disabled" ? [] : [`    to do: ${fix}`]),
      ...reasonLines(record),
    ];
  });
}

/** `2 fail, 1 is unknown`; of none, why. */
export function totals(records: readonly PostureRecord[], section: unknown): string {
  if (text(section, "status") !== "evaluated") {
    return `posture was not evaluated in this run: ${text(section, "why") ?? "there is no such section"}`;
  }
  if (records.length === 0) return "nothing fails, is unknown or disabled in this run; what passes is not listed";
  const of = (status: PostureWord) => records.filter((one) => one.status === status).length;
  return `${counted(of("fail"), "failure")}, ${of("unknown")} unknown, ${of("disabled")} disabled`;
}

/** One record on one line, as the first screen has it. */
export function postureText(record: unknown): string {
  const said = [text(record, "found"), atText(record)].filter((part) => part !== undefined);
  const what = said.length === 0 ? `not so: ${text(record, "title")}` : said.join(" ");
  return `${text(record, "check")} (${text(record, "severity")}) on ${text(record, "resource")}: ${what}`;
}

function foundText(record: unknown): string {
  const found = text(record, "found");
  return found === undefined ? "" : `: ${found}`;
}

function placeText(record: unknown): string {
  return [atText(record), `in ${text(record, "source")}`].filter((part) => part !== undefined).join(", ");
}

function atText(record: unknown): string | undefined {
  const at = text(record, "at");
  return at === undefined ? undefined : `at ${at}`;
}

function reasonLines(record: unknown): readonly string[] {
  const reason = text(record, "reason");
  return reason === undefined ? [] : [`    set aside by the overlay: ${reason}`];
}

/** A record with its status, for machines. */
export function postureJson({ status, record }: PostureRecord): WireObject {
  return { status, record };
}
