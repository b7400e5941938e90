import type { Source } from "../../../domain/source.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, setAside } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** One check on one resource, in the terms that all of Prowler's own formats share. */
export type ProwlerCheck = {
  readonly id: string | undefined;
  readonly status: string | undefined;
  readonly severity: string | undefined;
  readonly message: string | undefined;
  readonly resource: string | undefined;
  readonly uid: string | undefined;
  readonly date: string | undefined;
  readonly version?: string | undefined;
  readonly isMuted?: boolean;
  readonly source: Source;
};

/** What one document is read into. */
export type ProwlerDesk = { readonly sink: PostureSink; readonly found: Survey };

/** Reads one check into the sink. */
export function readCheck(check: ProwlerCheck, { sink, found }: ProwlerDesk): void {
  const { id, resource, version, date } = check;
  note(found, { tool: "prowler", version, resources: resource === undefined ? [] : [resource], rule: id, date });
  enter(sink, "checks", standingOf(check), (suppression) => {
    if (id === undefined || check.status === undefined) return undefined;
    return cloudFinding({
      ruleId: id,
      tool: "prowler",
      level: check.severity,
      message: check.message,
      resource,
      fingerprint: check.uid === undefined ? undefined : `uid=${check.uid}`,
      suppression,
      source: check.source,
    });
  });
}

/**
 * Statuses of Prowler in upper case. WARNING is how versions 2 and 3 mark what the allow list took out; any status
 * that is not here leaves the check open.
 */
const standings: ReadonlyMap<string, Standing> = new Map([
  ["PASS", gone("the check passed")],
  ["INFO", gone("informational: status INFO")],
  ["MANUAL", gone("the check is to be made by hand")],
  ["WARNING", setAside("allow list (status WARNING)")],
  ["MUTED", setAside("mute list (status MUTED)")],
]);

function standingOf({ status, isMuted }: ProwlerCheck): Standing {
  const standing = standings.get(status?.toUpperCase() ?? "") ?? open;
  return isMuted === true && standing === open ? setAside("mute list") : standing;
}

/** Reasons to doubt that a report tells what the account is like. */
export function prowlerDoubts({ sink }: ProwlerDesk): readonly string[] {
  const passed = sink.notUsed.get("checks")?.get("the check passed") ?? 0;
  return passed + sink.findings.length === 0 ? ["no check of the report passed or failed"] : [];
}

/** Prowler 2 puts the name of a check before its title: `[check11] Avoid the use of the root account`. */
export function bracketed(title: string | undefined): string | undefined {
  return /^\[([\w.-]{1,60})\]/.exec(title ?? "")?.[1];
}
