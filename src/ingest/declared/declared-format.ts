import type { Coverage, InputKind } from "../../domain/input-file.ts";
import { listText } from "../../domain/words.ts";
import { resolvePointer } from "../../standards/json-pointer.ts";
import { isObject, optional, shorten } from "../../standards/wire.ts";
import { account, type Tally } from "../account.ts";
import type { Document, Format, Origin, Reading } from "../format.ts";
import { headerOf, recordsOf, shifted } from "../formats/csv-records.ts";
import { dataValue } from "../formats/forms.ts";
import { maxLabel } from "../formats/label.ts";
import { rejectionDoubts } from "../formats/refusals.ts";
import { malformedIdDoubts } from "../identifiers.ts";
import { quote } from "../visible.ts";
import type { Declaration, Declarations } from "./declaration.ts";
import { readItems } from "./declared-items.ts";

const kinds: Record<Declaration["gives"], readonly [InputKind, ...InputKind[]]> = {
  findings: ["sarif", "cnapp"],
  vulnerabilities: ["cve"],
  components: ["sbom"],
};

const rawItem = { findings: "results", vulnerabilities: "vulnerabilities", components: "components" } as const;

/** The formats that an overlay declares, in the order of the declarations. */
export function toFormats(declarations: Declarations): readonly Format[] {
  return Object.entries(declarations).map(([id, declaration]) => toFormat(id, declaration));
}

function toFormat(id: string, declaration: Declaration): Format {
  const { title = id, gives, when } = declaration;
  const signs = Object.entries(when);
  return {
    id,
    title,
    sign: `the overlay's formats.${id}.when`,
    versions: [],
    kinds: kinds[gives],
    detect: (document) => {
      const value = signValue(document);
      return signs.every(([at, wanted]) => resolvePointer(value, at) === wanted);
    },
    read: (document, origin) => read(document, origin, { ...declaration, title }),
  };
}

/** What the signs are looked for in: the document, or the first row of a CSV after its header. */
function signValue(document: Document): unknown {
  return document.form === "csv" ? rowsOf(document)[0] : dataValue(document);
}

/** The rows of a CSV as objects by the names of the header; of two columns with one name the first counts. */
function rowsOf(document: Document): readonly unknown[] {
  const names = headerOf(document);
  return recordsOf(document).map((record) => Object.fromEntries(names.map((name) => [name, record.cell(name)])));
}

type Titled = Declaration & { readonly title: string };

function read(document: Document, origin: Origin, declaration: Titled): Reading {
  const isTable = document.form === "csv";
  const value = isTable ? rowsOf(document) : dataValue(document);
  const at = isTable ? "" : declaration.items;
  const list = resolvePointer(value, at);
  const notUsed: Tally = new Map();
  const tool = textAt(value, declaration.tool) ?? declaration.title;
  const records = recordsOf(document);
  const place = (index: number) => records[index]?.pointer ?? `${at}/${index}`;
  const skip = (index: number) => (records[index]?.isShifted === true ? shifted : undefined);
  const job = { declaration, tool, origin, place, skip, notUsed };
  const { items, kept } = readItems(Array.isArray(list) ? list : [], job);
  const doubts = [
    ...(isTable ? columnDoubts(headerOf(document)) : []),
    ...malformedIdDoubts(items.observations ?? []),
    ...(Array.isArray(list) ? [] : [`there is no list at "${at}"`]),
    ...rejectionDoubts("items", notUsed),
  ];
  return {
    coverage: coverageOf(value, tool, { declaration, doubts, kept }),
    accounts: [account(rawItem[declaration.gives], kept, notUsed)],
    notices: [],
    items,
  };
}

/** Columns that a doubt names. */
const maxNamed = 3;

/** Which of two columns with one name its writer means, nobody knows. */
function columnDoubts(names: readonly string[]): readonly string[] {
  const last = new Map(names.map((name, index) => [name, index]));
  const repeated = new Set(names.filter((name, index) => last.get(name) !== index));
  if (repeated.size === 0) return [];
  return [
    `its header repeats ${listText(
      [...repeated].map((name) => quote(name)),
      maxNamed,
    )}: the first column of each is read`,
  ];
}

type Known = { readonly declaration: Titled; readonly doubts: readonly string[]; readonly kept: number };

/** An empty list is only a clean report when the report says what was looked at. */
function coverageOf(value: unknown, tool: string, { declaration, doubts, kept }: Known): Coverage {
  const targets = countAt(value, declaration.targets);
  const isSilent = kept === 0 && (targets === undefined || targets === 0) && declaration.gives !== "components";
  return {
    tool,
    ...optional("toolVersion", textAt(value, declaration.tool_version)),
    ...optional("targets", targets),
    ...optional("generatedAt", textAt(value, declaration.generated_at)),
    doubts: isSilent ? [...doubts, "it has no item, and does not tell that anything was looked at"] : doubts,
  };
}

function textAt(value: unknown, at: string | undefined): string | undefined {
  const found = at === undefined ? undefined : resolvePointer(value, at);
  return typeof found === "string" && found !== "" ? shorten(found, maxLabel) : undefined;
}

function countAt(value: unknown, at: string | undefined): number | undefined {
  const found = at === undefined ? undefined : resolvePointer(value, at);
  if (Array.isArray(found)) return found.length;
  if (isObject(found)) return Object.keys(found).length;
  return typeof found === "number" && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}
