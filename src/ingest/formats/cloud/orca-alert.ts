import type { Severity } from "../../../domain/severity.ts";
import type { Source } from "../../../domain/source.ts";
import { severityOfWord } from "../../severity-words.ts";
import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { severityOfScore } from "../vulnerabilities/scores.ts";
import { cloudFinding, enter, gone, open, type Standing, setAside } from "./cloud-finding.ts";
import { note, type Survey } from "./survey.ts";

/** One alert of Orca Security, in the terms that its CSV and its JSON share. */
export type OrcaAlert = {
  readonly id: string | undefined;
  readonly title: string | undefined;
  readonly score: number | undefined;
  /** The risk level in words, which newer exports have. */
  readonly level: string | undefined;
  readonly status: string | undefined;
  readonly resource: string | undefined;
  readonly lastSeen: string | undefined;
  readonly source: Source;
};

/** Reads one alert into the sink. */
export function readOrcaAlert(alert: OrcaAlert, sink: PostureSink, found: Survey): void {
  const { id, title, resource, lastSeen } = alert;
  note(found, { tool: "Orca", rule: title, resources: resource === undefined ? [] : [resource], date: lastSeen });
  enter(sink, "alerts", standingOf(alert.status), (suppression) => {
    if (title === undefined) return undefined;
    return cloudFinding({
      ruleId: title,
      tool: "Orca",
      ...severityOf(alert),
      message: title,
      resource,
      fingerprint: id === undefined ? undefined : `AlertId=${id}`,
      suppression,
      source: alert.source,
    });
  });
}

/** Orca's risk levels are the bands of its score from 0 to 10, which it takes from CVSS 3. */
function severityOf({ level, score }: OrcaAlert): { readonly level: string; readonly severity: Severity } {
  const severity = severityOfWord(level);
  if (level !== undefined && severity !== "unknown") return { level, severity };
  if (score === undefined) return { level: level ?? "", severity };
  return { level: level ?? `score ${score}`, severity: severityOfScore(score, "3.1") };
}

function standingOf(status: string | undefined): Standing {
  const word = status?.toLowerCase();
  if (word === "closed") return gone("status closed");
  return word === "dismissed" ? setAside("status dismissed") : open;
}

/** An export without alerts says nothing of what was looked at. */
export function orcaDoubts(count: number): readonly string[] {
  return count === 0 ? ["the export lists no alert and does not tell what was looked at"] : [];
}
