import { FixopsError } from "../../../domain/error.ts";
import type { ControlRef, StatedRequirement } from "../../../domain/requirement.ts";
import { counted, listText } from "../../../domain/words.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { type Notices, notice, noticeTexts } from "../../notices.ts";
import { quote } from "../../visible.ts";
import { maxLabel } from "../label.ts";
import type { DesignRow } from "./design-rows.ts";
import { type RequirementColumn, requirementColumnOf } from "./requirement-columns.ts";
import { type Cell, dataClassWords, internetFacingWords, readWord, splitWords } from "./vocabulary.ts";

/** Requirements are written by people: a longer list is none. */
const maxRequirements = 10_000;

/** Characters of what people write at length. */
const maxText = 1000;

/** Names that one message lists. */
const maxNamed = 12;

const saysNothing = "states neither an id nor a feature nor a control";

/** Cells of one requirement by what they are about; the unknown ones apart. */
type Cells = { readonly known: ReadonlyMap<RequirementColumn, readonly Cell[]>; readonly extra: readonly Cell[] };

/** Rows to requirements, one for each; blank rows are counted, and doubled ids are doubts. */
export function readRequirementRows(rows: readonly DesignRow[], input: string): Reading {
  const notices: Notices = new Map();
  const tally: Tally = new Map();
  const unknownColumns = new Set<string>();
  const requirements: StatedRequirement[] = [];
  for (const row of rows) {
    const cells = cellsOf(row);
    const requirement = toRequirement(cells, { input, pointer: row.place }, notices);
    for (const { header } of cells.extra) unknownColumns.add(header);
    if (requirement === undefined)
      count(tally, row.cells.some(([, value]) => value.trim() !== "") ? saysNothing : "blank row");
    else requirements.push(requirement);
    if (requirements.length > maxRequirements) throw tooMany(input, row.place);
  }
  return {
    coverage: { targets: requirements.length, doubts: doubtsOf(requirements, tally) },
    accounts: [account("requirements", requirements.length, tally)],
    notices: [...columnNotices(unknownColumns), ...noticeTexts(notices)],
    items: { requirements },
  };
}

function tooMany(file: string, place: string): FixopsError {
  return new FixopsError("INPUT_TOO_LARGE", `there are more than ${maxRequirements} requirements, at ${place}`, {
    where: { file },
    hint: "give the requirements of one release",
  });
}

function columnNotices(columns: ReadonlySet<string>): readonly string[] {
  if (columns.size === 0) return [];
  const named = [...columns].map((column) => quote(column));
  return [`columns that are not known, kept as they are: ${listText(named, maxNamed)}`];
}

function doubtsOf(requirements: readonly StatedRequirement[], tally: Tally): readonly string[] {
  const silent = tally.get(saysNothing) ?? 0;
  const given = requirements.flatMap(({ givenId }) => givenId ?? []);
  const doubled = [...Map.groupBy(given, (id) => id)].filter(([, all]) => all.length > 1).map(([id]) => quote(id));
  return [
    ...(requirements.length === 0 ? ["it states no requirement"] : []),
    ...(silent > 0 ? [`${counted(silent, "row")} ${saysNothing}`] : []),
    ...(doubled.length > 0 ? [`several requirements share the id ${listText(doubled, maxNamed)}`] : []),
  ];
}

function cellsOf(row: DesignRow): Cells {
  const known = new Map<RequirementColumn, Cell[]>();
  const extra: Cell[] = [];
  for (const [header, given] of row.cells) {
    const cell = { header, value: given.trim(), place: row.place };
    if (cell.value === "") continue;
    const column = requirementColumnOf(header);
    if (column === undefined) extra.push(cell);
    else known.set(column, [...(known.get(column) ?? []), cell]);
  }
  return { known, extra };
}

function toRequirement(
  { known, extra }: Cells,
  source: StatedRequirement["source"],
  notices: Notices,
): StatedRequirement | undefined {
  const givenId = textOf(known.get("id"), maxLabel);
  const feature = textOf(known.get("feature"), maxText);
  const controls = (known.get("controls") ?? []).flatMap((cell) => controlsOf(cell, notices));
  if (givenId === undefined && feature === undefined && controls.length === 0) return undefined;
  const classes = (known.get("dataClasses") ?? []).flatMap((cell) => {
    return splitWords(cell.value).map((value) => readWord(dataClassWords, { ...cell, value }, notices));
  });
  const answer = (cells: readonly Cell[] | undefined) => {
    const [cell] = cells ?? [];
    return cell && readWord(internetFacingWords.words, cell, notices);
  };
  return {
    ...optional("givenId", givenId),
    ...optional("feature", feature),
    controls,
    dataClasses: [...new Set(classes)],
    ...optional("pii", answer(known.get("pii"))),
    ...optional("internetFacing", answer(known.get("internetFacing"))),
    ...optional("notes", textOf(known.get("notes"), maxText)),
    extra: extra.map(({ header, value }) => [shorten(header, maxLabel), shorten(value, maxText)]),
    source,
  };
}

function textOf(cells: readonly Cell[] | undefined, max: number): string | undefined {
  if (cells === undefined) return undefined;
  return shorten(cells.map(({ value }) => value).join("; "), max);
}

/** `ISO27001:A.8.24; SOC2:CC6.1`: what stands before the first colon is the framework. A slash belongs to the id. */
function controlsOf(cell: Cell, notices: Notices): readonly ControlRef[] {
  const refs = cell.value.split(/[;,|]/).map((ref) => shorten(ref.trim(), maxLabel));
  return refs
    .filter((ref) => ref !== "")
    .map((ref) => {
      const colon = ref.indexOf(":");
      const [framework, control] = [ref.slice(0, Math.max(colon, 0)).trim(), ref.slice(colon + 1).trim()];
      if (framework !== "" && control !== "") return { ref, framework, control };
      const text = `${cell.place}: ${quote(ref)} names no framework; expected framework:control, such as SOC2:CC6.1`;
      notice(notices, `control ${ref}`, text);
      return { ref, control: ref };
    });
}
