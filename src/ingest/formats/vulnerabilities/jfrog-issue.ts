import type { PackageRef } from "../../../domain/vulnerability.ts";
import { list, text } from "../../../standards/wire.ts";
import { cwesOf, idsOf, scoresOf, wordOf } from "./jfrog-component.ts";
import { observationOf } from "./observation.ts";
import type { PostureSink } from "./posture-sink.ts";
import { keep, leaveOut, lose } from "./vulnerability-sink.ts";

/** How findings and observations name the tool. */
export const tool = "jfrog-xray";

/** One issue in one component. */
export type Issue = {
  readonly issue: unknown;
  /** Where the list of its CVEs is. */
  readonly cves: readonly unknown[];
  readonly id: string | undefined;
  readonly package: PackageRef;
  readonly fixedIn: readonly string[];
  readonly place: string;
};

/** Keeps an issue, or counts one that has no id at all. */
export function keepIssue(given: Issue, sink: PostureSink): void {
  const { issue, cves, fixedIn, place } = given;
  const { id, names } = idsOf(given.id, cves);
  if (id === undefined) {
    lose(sink, "matches", "no vulnerability id");
    return;
  }
  const observation = observationOf({
    id,
    names,
    package: given.package,
    word: wordOf(issue),
    cvss: scoresOf(cves),
    cwes: cwesOf(cves),
    fixedIn,
    title: text(issue, "summary") ?? text(issue, "description"),
    tool,
    source: { input: sink.input, pointer: place },
  });
  keep(sink, "matches", observation);
}

/** Types of issues that are about something else, and stand among those about security; a type of another name is kept. */
const otherTypes: ReadonlySet<string> = new Set(["license", "operationalrisk"]);

/** True unless the type, in any spelling of its words, is known to be about something else. */
export function isSecurity(issue: unknown, key: string): boolean {
  return !otherTypes.has(text(issue, key)?.toLowerCase().replace(/[ _-]/g, "") ?? "");
}

/** Counts the licences that Xray lists beside the issues. */
export function leaveOutLicences(holder: unknown, sink: PostureSink): void {
  const licences = list(holder, "licenses").length;
  if (licences > 0) leaveOut(sink, "licences", "licence findings are not evaluated", licences);
}
