import { text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { entriesOf, framesOf, someItem } from "./entries.ts";
import { isOwnError, isSccFinding, readSccFinding } from "./gcp-scc-finding.ts";
import { survey, surveyed } from "./survey.ts";

/**
 * Findings of Google Security Command Center: the answer of the API (`listFindingsResults`), the list of
 * `gcloud scc findings list`, notifications, or bare findings; versions 1 and 2 differ in the name only.
 */
export const gcpScc: Format = {
  id: "gcp-scc-json",
  title: "Google Security Command Center findings JSON",
  sign: "findings with a `category` and a `name` such as organizations/1/sources/2/findings/3",
  versions: [],
  kinds: ["cnapp", "cve"],
  detect: (document) => someItem(document, listKeys, isSccFinding),
  read,
};

const listKeys = ["listFindingsResults", "findings"];

function read(document: Document, origin: Origin): Reading {
  const sink = postureSink(origin.name);
  const found = survey();
  let looked = false;
  const entries = entriesOf(document, listKeys);
  for (const { item, pointer } of entries) {
    if (readSccFinding(item, { input: origin.name, pointer }, { sink, found })) looked = true;
  }
  const isPage = framesOf(document).some((frame) => text(frame, "nextPageToken") !== undefined);
  const doubts = [
    ...(isPage ? ["the report is one page of several: it names a further one in nextPageToken"] : []),
    ...(entries.some(({ item }) => isOwnError(item))
      ? ["Security Command Center reports that it could not look everywhere"]
      : []),
  ];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["findings"] }, looked);
}
