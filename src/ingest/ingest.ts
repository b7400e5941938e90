import { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputFile } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import { compareTexts } from "../domain/order.ts";
import type { Declarations } from "./declared/declaration.ts";
import { toFormats } from "./declared/declared-format.ts";
import { formats } from "./formats/index.ts";
import { type Outcome, type ReadOptions, readInput } from "./read-input.ts";
import { bearsOnDecision, checkKind, roleDoubts, servedKinds } from "./roles.ts";
import { unpack } from "./unpack.ts";
import { quote } from "./visible.ts";

/** Limits that a run sets. */
export type IngestOptions = {
  /** Nested objects, lists and elements. */
  readonly maxDepth: number;
  /** Bytes that one packed input may unpack to. */
  readonly maxUnpacked: number;
  /** Formats that the overlay declares. */
  readonly declared: Declarations;
  /** Is told of each input, in order, when nothing will look at its bytes any more; the outcome never depends on it. */
  readonly onInput?: (input: InputBytes, index: number, total: number) => void;
};

/** Files in order of their names, and all their items in that order. */
export type Ingested = { readonly files: readonly InputFile[]; readonly items: Items };

/** Names of further broken inputs that the error lists. */
const maxNamed = 5;

/**
 * From bytes to items: recognise, read, account for every item. Each document is dropped before the next is parsed.
 * Same bytes under two names count once. Throws the first fault by name of file, INPUT_* with `where.file`,
 * and tells how many more inputs are broken; INTERNAL when a reader loses an item.
 */
export function ingest(inputs: readonly InputBytes[], options: IngestOptions): Ingested {
  const sorted = unpack(inputs, options.maxUnpacked).toSorted((a, b) =>
    compareTexts([a.name, a.sha256], [b.name, b.sha256]),
  );
  const reading = readOptions(options);
  const outcomes = new Map<string, Outcome>();
  const files: InputFile[] = [];
  const faults: FixopsError[] = [];
  for (const [index, input] of sorted.entries()) {
    try {
      const known = outcomes.get(input.sha256);
      const outcome = known === undefined ? readInput(input, reading, bears(input, sorted)) : repeat(input, known);
      if (known === undefined) outcomes.set(input.sha256, outcome);
      files.push(outcome.file);
    } catch (thrown) {
      faults.push(faultOf(thrown, input));
    }
    options.onInput?.(input, index, sorted.length);
  }
  refuse(faults);
  return { files, items: concatenate([...outcomes.values()].map(({ items }) => items)) };
}

/** The declared formats come last, so that none of the product's own can be taken over. */
export function readOptions({ maxDepth, declared }: IngestOptions): ReadOptions {
  return { maxDepth, formats: [...formats, ...toFormats(declared)] };
}

/** The same bytes may be given under a second flag, and then count as what that one promises, too. */
function bears(input: InputBytes, all: readonly InputBytes[]): (items: Partial<Items>) => boolean {
  return (items) => all.some(({ sha256, expected }) => sha256 === input.sha256 && bearsOnDecision(items, expected));
}

/** The same bytes again: recorded, and what its own flag asks for is judged, but its items are not counted twice. */
function repeat(input: InputBytes, known: Outcome): Outcome {
  const { format, items } = known;
  const reason = `same bytes as ${quote(known.file.name)}`;
  const kindNotices = checkKind(format, input);
  const accounts = known.file.accounts.map(({ items: what, raw }) => {
    return { items: what, raw, kept: 0, notApplicable: raw === 0 ? [] : [{ reason, count: raw }] };
  });
  const own = roleDoubts(format, input.expected, items);
  const doubts = own.filter((doubt) => !known.file.coverage.doubts.includes(doubt));
  const { archive: _, ...same } = known.file;
  const file: InputFile = {
    ...same,
    ...(input.archive && { archive: input.archive }),
    name: input.name,
    kinds: servedKinds(format, input.expected, items),
    coverage: { ...known.file.coverage, doubts },
    accounts,
    notices: [`${reason}: counted once`, ...kindNotices],
  };
  return { file, form: known.form, format, items: {} };
}

/** An input fault with the file as the user finds it. Throws anything else: a fault of ours ends the work at once. */
export function faultOf(thrown: unknown, { name, path = name }: InputBytes): FixopsError {
  if (!(thrown instanceof FixopsError)) {
    throw new FixopsError("INTERNAL", `a reader failed on ${quote(path)}`, { where: { file: path }, cause: thrown });
  }
  if (!thrown.code.startsWith("INPUT_")) throw thrown;
  return withDetails(thrown, thrown.message, path);
}

function withDetails(fault: FixopsError, message: string, file?: string): FixopsError {
  const where = { ...fault.where, ...(file !== undefined && { file }) };
  return new FixopsError(fault.code, message, {
    where,
    ...(fault.hint !== undefined && { hint: fault.hint }),
    cause: fault.cause,
  });
}

function refuse(faults: readonly FixopsError[]): void {
  const [first, ...others] = faults;
  if (first === undefined) return;
  if (others.length === 0) throw first;
  const names = others.slice(0, maxNamed).map(({ where }) => quote(where?.file ?? ""));
  const list = others.length > maxNamed ? `${names.join(", ")}, …` : names.join(", ");
  const are = others.length === 1 ? "more input is" : "more inputs are";
  throw withDetails(first, `${first.message} (and ${others.length} ${are} broken: ${list})`);
}

function concatenate(readings: readonly Partial<Items>[]): Items {
  return {
    documents: readings.flatMap(({ documents }) => documents ?? []),
    components: readings.flatMap(({ components }) => components ?? []),
    findings: readings.flatMap(({ findings }) => findings ?? []),
    observations: readings.flatMap(({ observations }) => observations ?? []),
    advisories: readings.flatMap(({ advisories }) => advisories ?? []),
    vexStatements: readings.flatMap(({ vexStatements }) => vexStatements ?? []),
    design: readings.flatMap(({ design }) => design ?? []),
    contexts: readings.flatMap(({ contexts }) => contexts ?? []),
    kevCatalogues: readings.flatMap(({ kevCatalogues }) => kevCatalogues ?? []),
    epss: readings.flatMap(({ epss }) => epss ?? []),
    testReports: readings.flatMap(({ testReports }) => testReports ?? []),
    codeCoverages: readings.flatMap(({ codeCoverages }) => codeCoverages ?? []),
    provenance: readings.flatMap(({ provenance }) => provenance ?? []),
    resources: readings.flatMap(({ resources }) => resources ?? []),
    requirements: readings.flatMap(({ requirements }) => requirements ?? []),
    telemetry: readings.flatMap(({ telemetry }) => telemetry ?? []),
  };
}
