import type { CorrelatedFinding } from "../domain/finding.ts";
import { type Source, sourceText } from "../domain/source.ts";
import type { Suppression } from "../domain/suppression.ts";
import type { VexApplication } from "../domain/vex.ts";
import type { Vulnerability } from "../domain/vulnerability.ts";
import { visibleText } from "../standards/visible.ts";

/** What of a release becomes rows: open items and those that were set aside. */
export type ReleaseItems = {
  readonly vulnerabilities: readonly Vulnerability[];
  readonly findings: readonly CorrelatedFinding[];
};

/** Lists are joined; an empty one and undefined are an empty cell. Only a number stays one. */
type Cell = string | number | readonly string[] | undefined;

/** One column: its name, and what stands in it for either kind of row. */
type Column = readonly [
  name: string,
  ofVulnerability: (one: Vulnerability) => Cell,
  ofFinding: (one: CorrelatedFinding) => Cell,
];

const none = (): Cell => undefined;

const columns: readonly Column[] = [
  ["kind", () => "vulnerability", () => "finding"],
  ["id", (one) => one.id, (one) => one.fingerprint],
  ["aliases", (one) => one.aliases, (one) => one.vulnerabilityIds],
  ["severity", (one) => one.severity, (one) => one.severity],
  ["state", (one) => one.state, (one) => one.state],
  ["change", (one) => one.change, (one) => one.change],
  ["package", (one) => one.package.name, none],
  ["version", (one) => one.package.version, none],
  ["purl", (one) => one.package.purl, none],
  ["rule", none, (one) => one.ruleId],
  ["file", none, (one) => one.location.file],
  ["line", none, (one) => one.location.line],
  ["resource", none, (one) => one.resource],
  ["fixed_in", (one) => one.fixedIn, none],
  ["tools", (one) => one.observations.map(({ tool }) => tool), (one) => one.tool],
  ["title", (one) => one.title, (one) => one.message],
  ["why", whyText, whyText],
  ["source", (one) => one.observations.map(({ source }) => sourceText(source)), sourcesOf],
];

const crlf = "\r\n";

/**
 * A release as CSV (RFC 4180): a header, then one row for each vulnerability and each finding, in the order of the bundle.
 * UTF-8 without a mark, CRLF. No cell is a formula for a spreadsheet, and nothing acts on a terminal or reader.
 */
export function renderCsv({ vulnerabilities, findings }: ReleaseItems): string {
  const rows = [
    columns.map(([name]) => name).join(","),
    ...vulnerabilities.map((one) => columns.map(([, ofVulnerability]) => cellText(ofVulnerability(one))).join(",")),
    ...findings.map((one) => columns.map(([, , ofFinding]) => cellText(ofFinding(one))).join(",")),
  ];
  return `${rows.join(crlf)}${crlf}`;
}

/** What VEX or a suppression says of an item. */
function whyText({ vex, suppression }: { readonly vex?: VexApplication; readonly suppression?: Suppression }): Cell {
  return [
    ...(vex === undefined ? [] : [vexText(vex)]),
    ...(suppression === undefined ? [] : [suppressionText(suppression)]),
  ];
}

function vexText({ status, justification, impact, author }: VexApplication): string {
  const by = author === undefined ? "" : ` by ${author}`;
  return labelled(`VEX ${status}${by}`, [justification, impact]);
}

function suppressionText({ kind, status = "accepted", justification, rule }: Suppression): string {
  return labelled(`suppression ${kind} ${status}`, [justification, rule]);
}

function labelled(label: string, texts: readonly (string | undefined)[]): string {
  const said = texts.filter((text) => text !== undefined).join(", ");
  return said === "" ? label : `${label}: ${said}`;
}

function sourcesOf({ source, duplicates }: { readonly source: Source; readonly duplicates: readonly Source[] }): Cell {
  return [source, ...duplicates].map(sourceText);
}

function cellText(cell: Cell): string {
  if (cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  const text = typeof cell === "string" ? cell : [...new Set(cell)].join("; ");
  return isPlain.test(text) ? text : `"${inert(text).replaceAll('"', '""')}"`;
}

/** Most cells: nothing to quote, to spell out or to keep from being a formula. */
const isPlain = /^(?:[A-Za-z0-9][A-Za-z0-9 ._/:@%-]*)?$/;

/**
 * OWASP, "CSV Injection": what a spreadsheet takes for the start of a formula, behind white space and quotes too, and
 * in the full-width forms that some fold into it. Where `;` separates cells, as in much of Europe, quotes that a comma
 * precedes do not hold a cell together, so each `;` starts one.
 */
const formulaStart = /(^|;)(?=[\s"'`]*[=+\-@\uff1d\uff0b\uff0d\uff20])/g;

/** These act at the start of a cell by themselves; they are spelled out as well. */
const actingStart = /^[\t\r\n]/;

function inert(text: string): string {
  const shown = visibleText(text).replace(formulaStart, "$1'");
  return actingStart.test(text) ? `'${shown}` : shown;
}
