import { FixopsError } from "../../../domain/error.ts";
import { field, hasList, isObject, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { shown } from "../refusals.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { readAsffFinding } from "./asff-finding.ts";
import { type Entry, entriesOf, framesOf, someItem } from "./entries.ts";
import { survey, surveyed } from "./survey.ts";

/** The only version of the AWS Security Finding Format (ASFF syntax, `SchemaVersion`). */
const version = "2018-10-08";

/**
 * AWS Security Hub findings as `get-findings` gives them, and as tools write them for `batch-import-findings`:
 * under `Findings`, under `findings`, as a bare list, or one by one.
 */
export const asff: Format = {
  id: "asff-json",
  title: "AWS Security Finding Format (ASFF)",
  sign: "findings with a `ProductArn` and an `AwsAccountId`, `GeneratorId` or `SchemaVersion`; a page with empty `Findings` alone",
  versions: [version],
  kinds: ["cnapp", "cve"],
  detect,
  read,
};

const listKeys = ["Findings", "findings"];

function detect(document: Document): boolean {
  return isEmptyPage(document) || someItem(document, listKeys, isAsff);
}

/** `{"Findings": []}`, what the command line tool of AWS prints when no finding matches. */
function isEmptyPage(document: Document): boolean {
  const value = document.form === "json" ? document.value : undefined;
  if (!isObject(value) || !hasList(value, "Findings")) return false;
  const isFrame = Object.keys(value).every((key) => key === "Findings" || key === "NextToken");
  return isFrame && entriesOf(document, listKeys).length === 0;
}

function isAsff(item: unknown): boolean {
  if (text(item, "ProductArn")?.startsWith("arn:") !== true) return false;
  return ["AwsAccountId", "GeneratorId", "SchemaVersion"].some((key) => text(item, key) !== undefined);
}

function read(document: Document, origin: Origin): Reading {
  const entries = entriesOf(document, listKeys);
  const versions = new Set(entries.flatMap(({ item }) => text(item, "SchemaVersion") ?? []));
  for (const entry of entries) refuseOtherVersion(entry, origin);
  const sink = postureSink(origin.name);
  const found = survey();
  let looked = false;
  for (const { item, pointer } of entries) {
    if (readAsffFinding(item, { input: origin.name, pointer }, { sink, found })) looked = true;
  }
  const doubts = [
    ...(entries.length === 0 ? ["the report lists no finding and does not tell what was looked at"] : []),
    ...(framesOf(document).some((frame) => field(frame, "NextToken") != null) ? [onePage] : []),
  ];
  const formatVersion = versions.has(version) ? version : undefined;
  const close = { coverage: surveyed(found, doubts), sorts: ["findings"] as const, formatVersion };
  return postureReading(sink, close, looked);
}

const onePage = "the report is one page of several: it names a further one in NextToken";

function refuseOtherVersion({ item, pointer }: Entry, origin: Origin): void {
  const given = field(item, "SchemaVersion");
  if (given === undefined || given === version) return;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", `SchemaVersion is ${shown(given)}; expected ${version}`, {
    where: { file: origin.name, pointer: `${pointer}/SchemaVersion` },
    hint: `write the findings in the AWS Security Finding Format ${version}`,
  });
}
