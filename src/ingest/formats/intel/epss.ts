import { counted } from "../../../domain/words.ts";
import type { CsvRow } from "../../../standards/csv.ts";
import { timeOf } from "../../../standards/instant.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Reading } from "../../format.ts";
import { canonicalVulnerabilityId } from "../../identifiers.ts";
import { quote } from "../../visible.ts";
import { csvRows } from "../forms.ts";
import { maxLabel } from "../label.ts";

/** FIRST's EPSS scores of one day as CSV. */
export const epss: Format = {
  id: "epss-csv",
  title: "EPSS scores",
  sign: "a CSV with the columns cve, epss, under a comment or none",
  versions: [],
  kinds: ["cve"],
  isPublicRecord: true,
  detect: (document) => headOf(csvRows(document)) !== undefined,
  read,
};

/** Where the scores begin, and what stands in front of them. */
type Head = { readonly rows: number; readonly model?: string; readonly date?: string };

/** Files since 2022 begin with a comment, those of 2021 with the header. */
function headOf(rows: readonly CsvRow[]): Head | undefined {
  const [first, second] = rows;
  if (isHeader(first)) return { rows: 1 };
  const comment = first?.cells.join(",") ?? "";
  if (!comment.startsWith("#") || !isHeader(second)) return undefined;
  return {
    rows: 2,
    ...optional("model", memberOf(comment, "model_version:")),
    ...optional("date", memberOf(comment, "score_date:")),
  };
}

/** `cve,epss` and what later days added behind them. */
const columns = ["cve", "epss", "percentile", "date"];

function isHeader(row: CsvRow | undefined): boolean {
  if (row === undefined || row.cells.length < 2 || row.cells.length > columns.length) return false;
  return row.cells.every((cell, index) => cell.trim().toLowerCase() === columns[index]);
}

/** `v2025.03.14` of `#model_version:v2025.03.14,score_date:…`. */
function memberOf(comment: string, name: string): string | undefined {
  const start = comment.indexOf(name);
  if (start < 0) return undefined;
  const value =
    shorten(comment.slice(start + name.length), maxLabel)
      .split(",", 1)[0]
      ?.trim() ?? "";
  return value === "" ? undefined : value;
}

const repeated = "repeated CVE id";

function read(document: Document): Reading {
  const rows = csvRows(document);
  const head = headOf(rows) ?? { rows: 0 };
  const notUsed: Tally = new Map();
  const scores = readScores(rows, head.rows, notUsed);
  return {
    coverage: {
      tool: "EPSS",
      ...optional("toolVersion", head.model),
      ...optional("databaseDate", head.date),
      ...optional("generatedAt", head.date),
      doubts: doubtsOf(scores.size, head.date, notUsed),
    },
    accounts: [account("EPSS scores", scores.size, notUsed)],
    notices: head.date === undefined ? ["the file does not tell the day of its scores"] : [],
    items: {
      epss: [{ ...optional("modelVersion", head.model), ...optional("scoreDate", head.date), scores }],
    },
  };
}

/** Hundreds of thousands of rows: one pass, and no object for any of them. */
function readScores(rows: readonly CsvRow[], from: number, notUsed: Tally): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (let index = from; index < rows.length; index++) {
    const cells = rows[index]?.cells ?? [];
    const reason = addScore(cells[0], cells[1], scores);
    if (reason !== undefined) count(notUsed, reason);
  }
  return scores;
}

/** Adds a score, of two for one CVE the higher; gives the reason why a row is none. */
function addScore(
  cell: string | undefined,
  written: string | undefined,
  scores: Map<string, number>,
): string | undefined {
  const id = cveOf(cell);
  if (id === undefined) return "no CVE id";
  const score = probabilityOf(written);
  if (score === undefined) return "no probability from 0 to 1";
  const known = scores.get(id);
  scores.set(id, known === undefined ? score : Math.max(known, score));
  return known === undefined ? undefined : repeated;
}

const cvePattern = /^CVE-\d{4}-\d{4,19}$/;

/** Nearly all ids are spelled right, and then nothing is made anew. */
function cveOf(cell: string | undefined): string | undefined {
  if (cell === undefined || cvePattern.test(cell)) return cell;
  const id = canonicalVulnerabilityId(cell.trim());
  return cvePattern.test(id) ? id : undefined;
}

/** `0.00042`, `.5`, `1`, `4.2e-05`. */
const decimal = /^(?:\d(?:\.\d{0,20})?|\.\d{1,20})(?:e-?\d{1,2})?$/i;

function probabilityOf(cell: string | undefined): number | undefined {
  const written = cell?.trim() ?? "";
  if (!decimal.test(written)) return undefined;
  const value = Number(written);
  return value >= 0 && value <= 1 ? value : undefined;
}

/** Both scores of a CVE that stands twice are readable, and the higher counts. */
function doubtsOf(kept: number, date: string | undefined, notUsed: Tally): readonly string[] {
  const isUnread = date !== undefined && timeOf(date) === undefined;
  return [
    ...(isUnread ? [`the day of its scores cannot be read: ${quote(date)}`] : []),
    ...(kept === 0 ? ["the file holds no score"] : []),
    ...[...notUsed].map(([reason, n]) => `${counted(n, "row is", "rows are")} not used: ${reason}`),
  ];
}
