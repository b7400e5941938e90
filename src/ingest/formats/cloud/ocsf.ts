import { FixopsError } from "../../../domain/error.ts";
import { at, field, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { label } from "../label.ts";
import { shown } from "../refusals.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { type Entry, entriesOf, framesOf, someItem } from "./entries.ts";
import { readOcsfEvent } from "./ocsf-event.ts";
import { survey, surveyed } from "./survey.ts";

/**
 * Events of the Open Cybersecurity Schema Framework in its category of findings: one, a list, JSON Lines, or the
 * `Findings` of Security Hub's second API. Version 1 promises that minor versions stay compatible.
 */
export const ocsf: Format = {
  id: "ocsf-json",
  title: "OCSF findings",
  sign: "events with a `class_uid` between 2000 and 3000 and a `metadata.version`",
  versions: ["1.0.0-rc.2", "1.0.0-rc.3", "1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0", "1.5.0", "1.6.0"],
  kinds: ["cnapp", "cve"],
  detect,
  read,
};

const listKeys = ["Findings", "findings", "events"];

function detect(document: Document): boolean {
  return someItem(document, listKeys, isFindingEvent);
}

/** Classes 2001 to 2999 are those of category 2, Findings. */
function isFindingEvent(item: unknown): boolean {
  const uid = number(item, "class_uid") ?? 0;
  return uid > 2000 && uid < 3000 && text(field(item, "metadata"), "version") !== undefined;
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, listKeys);
  for (const entry of entries) refuseOtherVersion(entry, origin);
  const sink = postureSink(origin.name);
  const found = survey();
  let looked = false;
  for (const { item, pointer } of entries) {
    if (readOcsfEvent(item, { input: origin.name, pointer }, { sink, found })) looked = true;
  }
  const isPage = framesOf(document).some((frame) => field(frame, "NextToken") != null);
  const doubts = isPage ? ["the report is one page of several: it names a further one in NextToken"] : [];
  const first = entries.find(({ item }) => isFindingEvent(item))?.item;
  const formatVersion = label(field(first, "metadata"), "version");
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["findings"], formatVersion }, looked);
}

function refuseOtherVersion({ item, pointer }: Entry, origin: Origin): void {
  const given = at(item, "metadata", "version");
  if (given === undefined || (typeof given === "string" && /^1(?:\.|$)/.test(given))) return;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `metadata.version is ${shown(given)}; expected OCSF 1`, {
    where: { file: origin.name, pointer: `${pointer}/metadata/version` },
    hint: "have the tool write its findings in version 1 of the schema",
  });
}
