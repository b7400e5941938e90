/**
 * Makes the embedded KEV pack from CISA's own file:
 *   bun scripts/intel.ts known_exploited_vulnerabilities.json
 * Writes src/doors/system/assets/kev.txt (the few fields that rules use) and kev-pin.ts (its SHA-256).
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { compareText } from "../src/domain/order.ts";

const Catalogue = z.object({
  catalogVersion: z.string(),
  dateReleased: z.iso.datetime({ offset: true }),
  vulnerabilities: z.array(
    z.object({
      cveID: z.string().regex(/^CVE-\d{4}-\d{4,}$/),
      dateAdded: z.iso.date(),
      dueDate: z.iso.date(),
      knownRansomwareCampaignUse: z.string(),
    }),
  ),
});

const folder = `${import.meta.dir}/../src/doors/system/assets`;
const source = process.argv[2];
if (source === undefined) {
  console.error("usage: bun scripts/intel.ts known_exploited_vulnerabilities.json");
  process.exit(3);
}
const bytes = await Bun.file(source).bytes();
const catalogue = Catalogue.parse(JSON.parse(new TextDecoder().decode(bytes)));
const rows = catalogue.vulnerabilities
  .map((entry) =>
    [entry.cveID, entry.dateAdded, entry.dueDate, entry.knownRansomwareCampaignUse === "Known" ? "1" : "0"].join("\t"),
  )
  .toSorted(compareText);
const pack = [
  `catalogVersion\t${catalogue.catalogVersion}`,
  `dateReleased\t${catalogue.dateReleased}`,
  `sourceSha256\t${sha256(bytes)}`,
  ...rows,
  "",
].join("\n");
await Bun.write(`${folder}/kev.txt`, pack);
await Bun.write(
  `${folder}/kev-pin.ts`,
  `/** SHA-256 of kev.txt; written by scripts/intel.ts, checked at every use. */\nexport const kevSha256 = "${sha256(new TextEncoder().encode(pack))}";\n`,
);
console.log(`${rows.length} entries of catalogue ${catalogue.catalogVersion}, ${pack.length} bytes`);

function sha256(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
