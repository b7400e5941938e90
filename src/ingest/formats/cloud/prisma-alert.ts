import type { Source } from "../../../domain/source.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, setAside } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** One alert of a Prisma Cloud policy, in the terms that its CSV and its API share. */
export type PrismaAlert = {
  readonly id: string | undefined;
  readonly policy: string | undefined;
  readonly rule: string | undefined;
  readonly severity: string | undefined;
  readonly status: string | undefined;
  readonly resource: string | undefined;
  /** Why somebody dismissed it. */
  readonly reason: string | undefined;
  readonly source: Source;
};

/** Reads one alert into the sink. */
export function readAlert(alert: PrismaAlert, sink: PostureSink, found: Survey): void {
  const { id, policy, resource } = alert;
  const rule = alert.rule ?? policy;
  note(found, { tool: "Prisma Cloud", rule, resources: resource === undefined ? [] : [resource] });
  enter(sink, "alerts", standingOf(alert), (suppression) => {
    if (rule === undefined) return undefined;
    return cloudFinding({
      ruleId: rule,
      tool: "Prisma Cloud",
      level: alert.severity,
      message: policy,
      resource,
      // The same id comes back when a resolved alert opens again.
      fingerprint: id === undefined ? undefined : `Alert ID=${id}`,
      suppression,
      source: alert.source,
    });
  });
}

/** A snoozed alert comes back by itself: it is set aside for a while, which settles nothing. */
function standingOf({ status, reason }: PrismaAlert): Standing {
  const word = status?.toLowerCase();
  if (word === "resolved" || word === "pending_resolution") return gone(`status ${word}`);
  if (word === "dismissed") return setAside("status dismissed", reason);
  if (word !== "snoozed") return open;
  return { is: "open", suppression: { kind: "tool", status: "under_review", rule: "status snoozed" } };
}

/** An export without alerts says nothing of what was watched. */
export function alertDoubts(count: number): readonly string[] {
  return count === 0 ? ["the export lists no alert and does not tell what was looked at"] : [];
}
