import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import type { Suppression } from "../../../domain/suppression.ts";
import { field, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, undecided } from "./cloud-finding.ts";
import { entriesOf, someItem } from "./entries.ts";
import { note, survey, surveyed } from "./survey.ts";

/** CloudSploit JSON (`--json`): the result of each plugin for each resource. It has no severities. */
export const cloudsploit: Format = {
  id: "cloudsploit-json",
  title: "CloudSploit JSON",
  sign: "results with `plugin`, `category`, `title`, `status` and `message`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => someItem(document, [], isResult),
  read,
};

function isResult(item: unknown): boolean {
  const keys = ["plugin", "category", "title", "status", "message"];
  return keys.every((key) => typeof field(item, key) === "string");
}

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  for (const { item, pointer } of entriesOf(document, [])) {
    const rule = text(item, "plugin");
    const resource = resourceOf(item);
    note(found, { tool: "cloudsploit", rule, resources: resource === undefined ? [] : [resource] });
    enter(sink, "results", standingOf(text(item, "status")), (suppression) =>
      rule === undefined ? undefined : toFinding(item, rule, suppression, { input: origin.name, pointer }),
    );
  }
  return postureReading(sink, { coverage: surveyed(found, []), sorts: ["results"] }, false);
}

function toFinding(item: unknown, ruleId: string, suppression: Suppression | undefined, source: Source): Finding {
  return cloudFinding({
    ruleId,
    tool: "cloudsploit",
    level: text(item, "status"),
    severity: "unknown",
    message: text(item, "message") ?? text(item, "title"),
    resource: resourceOf(item),
    suppression,
    source,
  });
}

/** `N/A` stands for the account as a whole. */
function resourceOf(item: unknown): string | undefined {
  const resource = text(item, "resource");
  return resource === "N/A" ? undefined : resource;
}

/** CloudSploit's statuses: OK, WARN, FAIL, and UNKNOWN when it could not ask the cloud. */
function standingOf(status: string | undefined): Standing {
  if (status === "OK" || status === "PASS") return gone("the check passed");
  return status === "UNKNOWN" ? undecided("the check gave no result: status UNKNOWN") : open;
}
