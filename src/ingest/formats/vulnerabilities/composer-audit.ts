import type { Suppression } from "../../../domain/suppression.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { keep, lose, type VulnerabilitySink, vulnerabilityReading, vulnerabilitySink } from "./vulnerability-sink.ts";

/** `composer audit --format=json` (Composer 2.4 and later). It tells the vulnerable range, never the installed version. */
export const composerAudit: Format = {
  id: "composer-audit-json",
  title: "Composer audit JSON",
  sign: "`advisories` with `affectedVersions`; with no advisories, `abandoned`",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

/** PHP writes an empty map as an empty list, and a list with gaps as a map. */
function detect(document: Document): boolean {
  const report = jsonValue(document);
  const advisories = field(report, "advisories");
  if (Array.isArray(advisories)) return advisories.length === 0 && field(report, "abandoned") !== undefined;
  if (!isObject(advisories) || field(report, "metadata") !== undefined) return false;
  const all = Object.keys(advisories).flatMap((name) => entriesOf(advisories[name]));
  if (all.length === 0) return field(report, "abandoned") !== undefined;
  return all.some(([, advisory]) => isObject(advisory) && Object.hasOwn(advisory, "affectedVersions"));
}

function entriesOf(value: unknown): readonly (readonly [key: string, value: unknown])[] {
  if (Array.isArray(value)) return value.map((entry, index) => [String(index), entry] as const);
  return isObject(value) ? Object.keys(value).map((key) => [key, value[key]] as const) : [];
}

const tool = "composer audit";

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const sink = vulnerabilitySink(origin.name);
  readPackages(report, { key: "advisories", sort: "vulnerabilities" }, sink);
  readPackages(report, { key: "ignored-advisories", sort: "ignored vulnerabilities" }, sink);
  const unreachable = list(report, "unreachable-repositories").length;
  if (unreachable > 0) count(sink.faults, "a repository of advisories could not be reached", unreachable);
  const abandoned = entriesOf(field(report, "abandoned")).length;
  const doubts = sink.observations.length === 0 ? ["the report does not tell which packages were looked at"] : [];
  return vulnerabilityReading(sink, {
    coverage: { tool, doubts },
    sorts: ["vulnerabilities"],
    notices: abandoned === 0 ? [] : [`${abandoned} packages are abandoned, which is no known vulnerability`],
  });
}

type Sort = { readonly key: string; readonly sort: "vulnerabilities" | "ignored vulnerabilities" };

function readPackages(report: unknown, { key, sort }: Sort, sink: VulnerabilitySink): void {
  for (const [name, advisories] of entriesOf(field(report, key))) {
    for (const [index, advisory] of entriesOf(advisories)) {
      const source = { input: sink.input, pointer: pointer(key, name, index) };
      readAdvisory({ advisory, name, source, sort }, sink);
    }
    if (typeof advisories !== "object" || advisories === null)
      lose(sink, sort, "the advisories of a package are no list");
  }
}

type Item = {
  readonly advisory: unknown;
  readonly name: string;
  readonly source: { readonly input: string; readonly pointer: string };
  readonly sort: Sort["sort"];
};

function readAdvisory({ advisory, name, source, sort }: Item, sink: VulnerabilitySink): void {
  const names = namesOf(advisory);
  const id = text(advisory, "cve") ?? text(advisory, "advisoryId") ?? names[0];
  if (id === undefined) {
    lose(sink, sort, "no id");
    return;
  }
  const given = text(advisory, "packageName") ?? name;
  const purl = packagePurl("composer", given, undefined);
  const observation = observationOf({
    id,
    names: [...names, text(advisory, "advisoryId") ?? ""],
    package: { name: given, ...optional("purl", purl), ecosystem: "Packagist" },
    word: text(advisory, "severity"),
    title: text(advisory, "title"),
    tool,
    suppression: sort === "vulnerabilities" ? undefined : suppressionOf(advisory),
    source,
  });
  keep(sink, sort, observation);
}

/** The sources of an advisory: GitHub's id is another name of the flaw, a path in a repository of PHP advisories is none. */
function namesOf(advisory: unknown): readonly string[] {
  return list(advisory, "sources").flatMap((one) => vulnerabilityIdsIn(text(one, "remoteId") ?? "")[0] ?? []);
}

/** A reason is a sentence; a longer text is cut. */
const maxReason = 200;

function suppressionOf(advisory: unknown): Suppression {
  const reason = text(advisory, "ignoreReason");
  return {
    kind: "tool",
    ...optional("justification", reason === undefined ? undefined : shorten(reason, maxReason)),
    rule: "ignored by the audit settings of composer.json",
  };
}
