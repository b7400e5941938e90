/**
 * Makes the embedded pack of packages with a history of remote code execution:
 *   bun scripts/families.ts rce-families.json
 * Writes src/doors/system/assets/families.txt and families-pin.ts (its SHA-256).
 * The source was compiled for this project: KEV and EPSS figures are joined from CISA's catalogue and FIRST's scores of
 * the dates in the header; ranges come from the advisory that is named, or are marked as not checked.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalPurl } from "../src/standards/purl.ts";

const word = z.string().regex(/^[^\t\n]*$/);

const Families = z.object({
  generated: z.iso.date(),
  kevCatalogVersion: word,
  epssScoreDate: z.iso.date(),
  families: z.array(
    z.object({
      id: word,
      title: word,
      class: word,
      packages: z.array(
        z.object({
          purl: word,
          affected: z.array(z.object({ introduced: word, fixed: word.optional() })).default([]),
          versions: z.array(word).default([]),
        }),
      ),
      cves: z.array(z.string().regex(/^CVE-\d{4}-\d{4,}$/)),
      kev: z.array(z.string()),
      maxEpss: z.number().nullish(),
      rangeSource: word,
    }),
  ),
});

/** Ranges that a later advisory widened: the first fix of Log4Shell was incomplete (CVE-2021-45046). */
const amendments: ReadonlyMap<string, { readonly affected: Affected; readonly advisories: string }> = new Map([
  [
    "pkg:maven/org.apache.logging.log4j/log4j-core",
    {
      affected: [
        { introduced: "0", fixed: "2.3.1" },
        { introduced: "2.4", fixed: "2.12.2" },
        { introduced: "2.13.0", fixed: "2.16.0" },
      ],
      advisories: "GHSA-jfh8-c2jp-5v3q and GHSA-7rjr-3q55-vv33",
    },
  ],
]);

type Affected = readonly { readonly introduced: string; readonly fixed?: string | undefined }[];

type Family = z.output<typeof Families>["families"][number];

const folder = `${import.meta.dir}/../src/doors/system/assets`;
const source = process.argv[2];
if (source === undefined) {
  console.error("usage: bun scripts/families.ts rce-families.json");
  process.exit(3);
}
const bytes = await Bun.file(source).bytes();
const given = Families.parse(JSON.parse(new TextDecoder().decode(bytes)));
const pack = [
  `generated\t${given.generated}`,
  `kevCatalogVersion\t${given.kevCatalogVersion}`,
  `epssScoreDate\t${given.epssScoreDate}`,
  "licence\tfacts compiled for this project; KEV: CC0-1.0, CISA; EPSS: FIRST.org, with attribution; ranges with a GHSA: CC-BY-4.0, GitHub Advisory Database",
  `sourceSha256\t${sha256(bytes)}`,
  ...given.families.flatMap(linesOf),
  "",
].join("\n");
await Bun.write(`${folder}/families.txt`, pack);
await Bun.write(
  `${folder}/families-pin.ts`,
  `/** SHA-256 of families.txt; written by scripts/families.ts, checked at every use. */\nexport const familiesSha256 = "${sha256(new TextEncoder().encode(pack))}";\n`,
);
console.log(`${given.families.length} families, ${pack.length} bytes`);

/** `F` with the family, then a `P` for each of its packages. */
function linesOf({ id, title, class: kind, packages, cves, kev, maxEpss, rangeSource }: Family): readonly string[] {
  const own = rangeSource.startsWith("ghsa:") ? rangeSource.slice("ghsa:".length) : "";
  const checked = packages.map(({ purl }) => amendments.get(purl)?.advisories).find((one) => one !== undefined) ?? own;
  const head = ["F", id, kind, title, cves.join(","), kev.join(","), maxEpss ?? "", checked].join("\t");
  const rows = packages.map(({ purl, affected, versions }) => {
    const ranges = amendments.get(purl)?.affected ?? affected;
    const intervals = ranges.map(({ introduced, fixed = "" }) => `${introduced === "0" ? "" : introduced}..${fixed}`);
    return ["P", canonical(purl), intervals.join(" "), versions.join(" ")].join("\t");
  });
  return [head, ...rows];
}

function canonical(purl: string): string {
  const found = canonicalPurl(purl);
  if (found === undefined) throw new SyntaxError(`no purl: ${purl}`);
  return found;
}

function sha256(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
