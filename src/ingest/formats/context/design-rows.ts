import type { DesignComponent } from "../../../domain/design.ts";
import { FixopsError } from "../../../domain/error.ts";
import type { Account } from "../../../domain/input-file.ts";
import { counted, listText } from "../../../domain/words.ts";
import { account, count, type Tally } from "../../account.ts";
import { type Notices, notice, noticeTexts } from "../../notices.ts";
import { quote } from "../../visible.ts";
import { columnOf, type DesignColumn } from "./design-columns.ts";
import { type Draft, draftOf, finish, textSet } from "./design-draft.ts";
import {
  type Answer,
  authenticationWords,
  type Cell,
  criticalityWords,
  dataClassWords,
  exposureWords,
  internetFacingWords,
  readWord,
  splitWords,
} from "./vocabulary.ts";

/** One row of a design table: where it stands (`line 3`, `/components/2`) and its cells by header. */
export type DesignRow = {
  readonly place: string;
  readonly cells: readonly (readonly [header: string, value: string])[];
};

/** What the rows of one table say. */
export type DesignTable = {
  readonly components: readonly DesignComponent[];
  readonly account: Account;
  readonly notices: readonly string[];
  readonly doubts: readonly string[];
};

/** What the rows are gathered into. */
type Table = {
  readonly input: string;
  readonly drafts: Map<string, Draft>;
  readonly notices: Notices;
  readonly tally: Tally;
  readonly unknownColumns: Set<string>;
};

/** Headers that one notice names. */
const maxNamed = 12;

const nameless = "names no component";

/**
 * Rows to components (DESIGN §10). Rows of one name are one component, so that a table may have a row for each
 * threat: what differs is joined, and where one value must win it is the stricter one.
 */
export function readDesignRows(rows: readonly DesignRow[], input: string): DesignTable {
  const table: Table = { input, drafts: new Map(), notices: new Map(), tally: new Map(), unknownColumns: new Set() };
  for (const row of rows) readRow(row, table);
  const components = [...table.drafts.values()].map((draft) => finish(draft, table.notices));
  return {
    components,
    account: account("rows", components.length, table.tally),
    notices: [...columnNotices(table.unknownColumns), ...noticeTexts(table.notices)],
    doubts: doubtsOf(components.length, table.tally.get(nameless) ?? 0),
  };
}

function doubtsOf(components: number, namelessRows: number): readonly string[] {
  const doubts = namelessRows > 0 ? [`${counted(namelessRows, "row names", "rows name")} no component`] : [];
  return components === 0 ? ["it describes no component", ...doubts] : doubts;
}

function columnNotices(columns: ReadonlySet<string>): readonly string[] {
  if (columns.size === 0) return [];
  const named = [...columns].map((column) => quote(column));
  return [`columns that are not known, kept as they are: ${listText(named, maxNamed)}`];
}

function readRow(row: DesignRow, table: Table): void {
  const cells = row.cells.map(([header, value]) => [header, value.trim()] as const).filter(([, value]) => value !== "");
  const name = cells.find(([header]) => columnOf(header) === "name")?.[1];
  if (name !== undefined) {
    const draft = openDraft(name, row.place, table);
    for (const [header, value] of cells) readCell({ header, value, place: row.place }, draft, table);
  } else if (cells.length > 0) {
    count(table.tally, nameless);
    notice(table.notices, nameless, `${row.place}: the row ${nameless}`);
  } else {
    count(table.tally, "blank row");
  }
}

function openDraft(name: string, place: string, table: Table): Draft {
  const known = table.drafts.get(name);
  if (known !== undefined) {
    count(table.tally, "further row of the same component");
    return known;
  }
  refuseTooMany(table.drafts.size, table.input, place);
  const draft = draftOf(name, { input: table.input, pointer: place });
  table.drafts.set(name, draft);
  return draft;
}

/** A design is made by people: a longer one is no design, and each of its components costs several kilobytes. */
const maxComponents = 10_000;

/** Throws INPUT_TOO_LARGE where a design already has as many components as one may have. */
export function refuseTooMany(components: number, file: string, place: string): void {
  if (components < maxComponents) return;
  throw new FixopsError("INPUT_TOO_LARGE", `the design has more than ${maxComponents} components, at ${place}`, {
    where: { file },
    hint: "give the design of one release, or one design for each part of it",
  });
}

function readCell(cell: Cell, draft: Draft, table: Table): void {
  const column = columnOf(cell.header);
  if (column === undefined) table.unknownColumns.add(cell.header);
  if (column === undefined || (column === "name" && cell.value !== draft.name)) keepExtra(cell, draft);
  else if (column !== "name") readKnown(column, cell, draft, table.notices);
}

/** Pairs are kept once, whatever number of rows repeats them. */
function keepExtra(cell: Cell, draft: Draft): void {
  draft.extra.set(JSON.stringify([cell.header, cell.value]), [cell.header, cell.value]);
}

function readKnown(column: Exclude<DesignColumn, "name">, cell: Cell, draft: Draft, notices: Notices): void {
  switch (column) {
    case "exposure":
      draft.exposure.add(readWord(exposureWords.words, cell, notices));
      break;
    case "internetFacing":
      draft.internetFacing.add(readWord(internetFacingWords.words, cell, notices));
      break;
    case "authentication":
      draft.authentication.add(readWord(authenticationWords.words, cell, notices));
      break;
    case "criticality":
      draft.criticality.add(readWord(criticalityWords.words, cell, notices));
      break;
    case "pii":
      addPii(readWord(internetFacingWords.words, cell, notices), draft);
      break;
    case "dataClasses":
      for (const value of splitWords(cell.value))
        draft.dataClasses.add(readWord(dataClassWords, { ...cell, value }, notices));
      break;
    default:
      textSet(draft, column).add(cell.value);
  }
}

/** A column of its own for one data class: yes is that class, no says nothing of the others. */
function addPii(answer: Answer, draft: Draft): void {
  if (answer === "yes") draft.dataClasses.add("pii");
  if (answer === "unknown") draft.dataClasses.add("unknown");
}
