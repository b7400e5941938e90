import { z } from "zod";
import { FixopsError } from "../../../domain/error.ts";
import type { Kev } from "../../../domain/vulnerability.ts";
import { counted } from "../../../domain/words.ts";
import { hasList, list, number, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { canonicalVulnerabilityId } from "../../identifiers.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";

/** CISA's Known Exploited Vulnerabilities catalogue as JSON. */
export const kev: Format = {
  id: "cisa-kev-json",
  title: "CISA Known Exploited Vulnerabilities catalogue",
  sign: "`catalogVersion`, and `vulnerabilities` with a `cveID`",
  versions: [],
  kinds: ["cve"],
  isPublicRecord: true,
  detect,
  read,
};

function detect(document: Document): boolean {
  const catalogue = jsonValue(document);
  if (text(catalogue, "catalogVersion") === undefined || !hasList(catalogue, "vulnerabilities")) return false;
  const entries = list(catalogue, "vulnerabilities");
  return entries.length === 0 || entries.some((entry) => text(entry, "cveID") !== undefined);
}

/** The fields that are used, of CISA's published schema. Catalogues before late 2023 have no ransomware field. */
const wireEntry = z.object({
  cveID: z
    .string()
    .transform(canonicalVulnerabilityId)
    .pipe(z.string().regex(/^CVE-\d{4}-\d{4,19}$/)),
  dateAdded: z.iso.date(),
  dueDate: z.iso.date().optional().catch(undefined),
  knownRansomwareCampaignUse: z.string().optional().catch(undefined),
});

function read(document: Document, origin: Origin): Reading {
  const catalogue = jsonValue(document);
  const version = label(catalogue, "catalogVersion") ?? "";
  const released = releasedOf(catalogue, origin);
  const notUsed: Tally = new Map();
  const entries = readEntries(list(catalogue, "vulnerabilities"), notUsed);
  return {
    formatVersion: version,
    coverage: {
      tool: "CISA KEV",
      toolVersion: version,
      databaseDate: released,
      generatedAt: released,
      doubts: doubtsOf(catalogue, notUsed),
    },
    accounts: [account("known exploited vulnerabilities", entries.size, notUsed)],
    notices: [],
    items: { kevCatalogues: [{ version, released, sha256: origin.sha256, origin: "input", entries }] },
  };
}

const unreadable = "no valid CVE id or date";

function readEntries(given: readonly unknown[], notUsed: Tally): ReadonlyMap<string, Kev> {
  const entries = new Map<string, Kev>();
  for (const candidate of given) {
    const parsed = wireEntry.safeParse(candidate);
    if (!parsed.success) count(notUsed, unreadable);
    else if (entries.has(parsed.data.cveID)) count(notUsed, "repeated CVE id");
    else entries.set(parsed.data.cveID, toKev(parsed.data));
  }
  return entries;
}

/** Without a valid due date the entry is due at once: exploited is exploited. */
function toKev({ dateAdded, dueDate, knownRansomwareCampaignUse }: z.infer<typeof wireEntry>): Kev {
  const ransomware = knownRansomwareCampaignUse?.toLowerCase() === "known";
  return { dateAdded, dueDate: dueDate ?? dateAdded, ransomware };
}

const dateTime = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:\d{2})?$/;
const dateVersion = /^(\d{4})\.(\d{2})\.(\d{2})$/;

/**
 * `dateReleased` as RFC 3339: CISA writes UTC, so a time without a zone gets `Z`. When it is missing or no date,
 * the catalogue version (`2026.08.21`) is the date. Throws INPUT_MALFORMED when neither tells.
 */
function releasedOf(catalogue: unknown, origin: Origin): string {
  const [, time, zone = "Z"] = dateTime.exec(text(catalogue, "dateReleased") ?? "") ?? [];
  const [, year, month, day] = dateVersion.exec(text(catalogue, "catalogVersion") ?? "") ?? [];
  const candidates = [`${time}${zone}`, `${year}-${month}-${day}T00:00:00Z`];
  const released = candidates.find((candidate) => z.iso.datetime({ offset: true }).safeParse(candidate).success);
  if (released !== undefined) return released;
  throw new FixopsError(
    "INPUT_MALFORMED",
    "the KEV catalogue has no release date in `dateReleased` or `catalogVersion`",
    {
      where: { file: origin.name, pointer: "/dateReleased" },
      hint: "download the catalogue again from CISA",
    },
  );
}

function doubtsOf(catalogue: unknown, notUsed: Tally): readonly string[] {
  const listed = list(catalogue, "vulnerabilities").length;
  const said = number(catalogue, "count");
  const lost = notUsed.get(unreadable);
  return [
    ...(listed === 0 ? ["the catalogue lists no vulnerability"] : []),
    ...(said !== undefined && said !== listed ? [`the catalogue says ${said} entries and lists ${listed}`] : []),
    ...(lost === undefined ? [] : [`${counted(lost, "entry has", "entries have")} ${unreadable}`]),
  ];
}
