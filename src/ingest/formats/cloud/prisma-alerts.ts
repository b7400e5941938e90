import { field, isObject, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { type Entry, entriesOf, framesOf, someItem } from "./entries.ts";
import { alertDoubts, type PrismaAlert, readAlert } from "./prisma-alert.ts";
import { survey, surveyed } from "./survey.ts";

/** Alerts of the Prisma Cloud API (`/alert`, a list; `/v2/alert`, a page with `items`). */
export const prismaAlerts: Format = {
  id: "prisma-alerts-json",
  title: "Prisma Cloud alerts JSON",
  sign: "alerts with a `resource`, a `status`, and a `policyId` or `policyType` in `policy`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => someItem(document, ["items"], isAlert),
  read,
};

const statuses: ReadonlySet<string> = new Set(["open", "dismissed", "snoozed", "resolved", "pending_resolution"]);

function isAlert(item: unknown): boolean {
  const policy = field(item, "policy");
  const isPolicy = text(policy, "policyId") !== undefined || text(policy, "policyType") !== undefined;
  return isPolicy && isObject(field(item, "resource")) && statuses.has(text(item, "status") ?? "");
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, ["items"]);
  const sink = postureSink(origin.name);
  const found = survey();
  for (const entry of entries) readAlert(alertOf(entry, origin), sink, found);
  const isPage = framesOf(document).some((frame) => text(frame, "nextPageToken") !== undefined);
  const doubts = [
    ...alertDoubts(entries.length),
    ...(isPage ? ["the report is one page of several: it names a further one in nextPageToken"] : []),
  ];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["alerts"] }, false);
}

function alertOf({ item, pointer }: Entry, origin: Origin): PrismaAlert {
  const policy = field(item, "policy");
  const resource = field(item, "resource");
  return {
    id: text(item, "id"),
    policy: text(policy, "name"),
    rule: text(policy, "policyId"),
    severity: text(policy, "severity"),
    status: text(item, "status"),
    resource: text(resource, "rrn") ?? text(resource, "id") ?? text(resource, "name"),
    reason: text(item, "dismissalNote"),
    source: { input: origin.name, pointer },
  };
}
