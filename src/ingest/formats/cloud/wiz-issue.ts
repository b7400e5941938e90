import { gone, open, type Standing, setAside } from "./cloud-finding.ts";

/** What the CSV and the JSON of a Wiz issue tell of its state. */
export type WizState = {
  readonly status: string | undefined;
  readonly resolution: string | undefined;
  readonly note: string | undefined;
};

/** Resolutions after which the issue is no longer there; others (`CONTROL_DISABLED`) only stop it from being shown. */
const resolutions: ReadonlySet<string> = new Set(["ISSUE_FIXED", "OBJECT_DELETED"]);

/** Open and in progress stand; rejected, and resolved for a reason that mends nothing, are set aside. */
export function wizStanding({ status, resolution, note }: WizState): Standing {
  const word = status?.toUpperCase();
  if (word === "REJECTED") return setAside(`status REJECTED${resolution === undefined ? "" : `, ${resolution}`}`, note);
  if (word !== "RESOLVED") return open;
  if (resolution === undefined || resolutions.has(resolution.toUpperCase())) return gone("status RESOLVED");
  return setAside(`status RESOLVED, ${resolution}`, note);
}

/** An export without issues says nothing of what was looked at. */
export function wizDoubts(count: number): readonly string[] {
  return count === 0 ? ["the export lists no issue and does not tell what was looked at"] : [];
}
