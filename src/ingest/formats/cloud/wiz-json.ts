import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { at, field, hasList, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValues } from "../forms.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter } from "./cloud-finding.ts";
import type { Entry } from "./entries.ts";
import { note, survey, surveyed } from "./survey.ts";
import { type WizState, wizDoubts, wizStanding } from "./wiz-issue.ts";

/** The issues that Wiz answers over its GraphQL interface: pages of them, a list, one on each line, or one alone. */
export const wizJson: Format = {
  id: "wiz-json",
  title: "Wiz issues JSON",
  sign: "`issuesV2`, or issues with `entitySnapshot`, `severity` and `status`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => jsonValues(document).some(isMine),
  read,
};

/** The members that hold the pages; `issues` is the older name, and other interfaces have it too. */
const connections: readonly (readonly string[])[] = [
  ["data", "issuesV2"],
  ["issuesV2"],
  ["data", "issues"],
  ["issues"],
  [],
];

function isMine(value: unknown): boolean {
  return hasList(at(value, "data", "issuesV2") ?? field(value, "issuesV2"), "nodes") || itemsOf(value).some(isIssue);
}

function isIssue({ item }: Entry): boolean {
  const words = ["id", "severity", "status"].map((key) => text(item, key));
  return isObject(field(item, "entitySnapshot")) && !words.includes(undefined);
}

/** The issues of one JSON value, with their places in it. */
function itemsOf(value: unknown): readonly Entry[] {
  if (Array.isArray(value)) return value.map((item: unknown, i) => ({ item, pointer: `/${i}` }));
  const path = pathOf(value);
  if (path === undefined) return [{ item: value, pointer: "" }];
  const place = ["", ...path, "nodes"].join("/");
  return list(at(value, ...path), "nodes").map((item, i) => ({ item, pointer: `${place}/${i}` }));
}

function pathOf(value: unknown): readonly string[] | undefined {
  return connections.find((path) => hasList(at(value, ...path), "nodes"));
}

function read(document: Document, origin: Origin): Reading {
  const values = jsonValues(document);
  const sink = postureSink(origin.name);
  const found = survey();
  const entries = values.flatMap((value, i) => {
    const place = document.form === "stream" ? `/${i}` : "";
    return itemsOf(value).map(({ item, pointer }) => ({ item, pointer: `${place}${pointer}` }));
  });
  for (const { item, pointer } of entries) {
    const rule = ruleOf(item);
    note(found, { tool: "wiz", rule: rule?.id, resources: resourcesOf(item), date: text(item, "updatedAt") });
    enter(sink, "issues", wizStanding(stateOf(item)), (suppression) =>
      rule === undefined ? undefined : toFinding(item, rule, suppression, { input: origin.name, pointer }),
    );
  }
  const last = values.at(-1);
  const page = at(last, ...(pathOf(last) ?? []), "pageInfo");
  const pages =
    field(page, "hasNextPage") === true ? ["the answer is one page of several: it says that more follow"] : [];
  const doubts = [...wizDoubts(entries.length), ...pages];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["issues"] }, false);
}

type Rule = { readonly id: string; readonly name: string | undefined };

/** The control, or what else found it (`sourceRule`; `sourceRules` where several may have). */
function ruleOf(item: unknown): Rule | undefined {
  const sources = [field(item, "control"), field(item, "sourceRule"), ...list(item, "sourceRules")];
  const source = sources.find((given) => (text(given, "id") ?? text(given, "name")) !== undefined);
  const name = text(source, "name");
  const id = text(source, "id") ?? name;
  return id === undefined ? undefined : { id, name };
}

function toFinding(item: unknown, rule: Rule, suppression: Suppression | undefined, source: Source): Finding {
  const id = text(item, "id");
  return cloudFinding({
    ruleId: rule.id,
    tool: "wiz",
    level: text(item, "severity"),
    message: rule.name,
    resource: resourcesOf(item)[0],
    fingerprint: id === undefined ? undefined : `Issue ID=${id}`,
    suppression,
    source,
  });
}

function resourcesOf(item: unknown): readonly string[] {
  const entity = field(item, "entitySnapshot");
  const names = ["externalId", "providerId", "name", "id"].map((key) => text(entity, key));
  return names.filter((name): name is string => name !== undefined && name !== "").slice(0, 1);
}

function stateOf(item: unknown): WizState {
  const notes = list(item, "notes").flatMap((entry) => text(entry, "text") ?? []);
  return {
    status: text(item, "status"),
    resolution: text(item, "resolutionReason"),
    note: notes.at(-1) ?? text(item, "note"),
  };
}
