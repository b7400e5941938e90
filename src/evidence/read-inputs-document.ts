import { z } from "zod";
import { FixopsError, reasonOf } from "../domain/error.ts";
import type { Items } from "../domain/items.ts";
import type { RecordedStage } from "../domain/stage.ts";
import { issueText, readCanonical, textOf } from "./document.ts";
import type { InputsFacts } from "./inputs-facts.ts";
import { frameMembers } from "./inputs-frame.ts";
import { type ListName, lineSchemas, listNames } from "./inputs-lists.ts";
import { unspell } from "./inputs-spelling.ts";
import { stageFrame } from "./stage-document.ts";

/** What messages call it. */
const document = "inputs document";

/** Reads the document back: only what `inputsDocument` writes. Throws INTEGRITY_MANIFEST for anything else. */
export function readInputsDocument(bytes: Uint8Array): InputsFacts {
  const lines = splitLines(bytes);
  const frame = readFrame(nextLine(lines));
  const take = <T>(list: ListName, schema: z.ZodType<T>): readonly T[] => {
    const items: T[] = [];
    for (let left = frame.counts[list]; left > 0; left--) items.push(readLine(nextLine(lines), list, schema));
    return items;
  };
  const facts = factsOf(frame, take);
  if (lines.next().done !== true) throw malformed("has more lines than its first one says");
  return facts;
}

const frameSchema = z.strictObject({
  ...frameMembers,
  counts: z.record(z.enum(listNames), z.int().min(0)),
});

type Frame = z.output<typeof frameSchema>;
type Take = <T>(list: ListName, schema: z.ZodType<T>) => readonly T[];

/** In the order of the lines. */
function factsOf(frame: Frame, take: Take): InputsFacts {
  const { app, baseline, intel, tool } = frame;
  const files = take("files", lineSchemas.files);
  const kev = { ...intel.kev, entries: new Map(take("kev", lineSchemas.kev)) };
  const byPackage = new Map(take("families", lineSchemas.families));
  const vulnerabilities = take("baseline_vulnerabilities", lineSchemas.baseline_vulnerabilities);
  const findings = take("baseline_findings", lineSchemas.baseline_findings);
  const stages = take("stages", lineSchemas.stages).map(withFrame);
  return {
    app,
    asOf: frame.as_of,
    tool,
    salt: frame.salt,
    files,
    items: itemsOf(take),
    intel: { kev, ...(intel.families && { families: { ...intel.families, byPackage } }) },
    ...(frame.run_id !== undefined && { runId: frame.run_id }),
    ...(baseline && { baseline: { ...baseline, vulnerabilities, findings } }),
    ...(frame.provenance_basis && { provenanceBasis: frame.provenance_basis }),
    ...(frame.stage_run && { stageRun: { ...frame.stage_run, stages } }),
  };
}

function itemsOf(take: Take): Items {
  return {
    documents: take("documents", lineSchemas.documents),
    components: take("components", lineSchemas.components),
    findings: take("findings", lineSchemas.findings),
    observations: take("observations", lineSchemas.observations),
    advisories: take("advisories", lineSchemas.advisories),
    vexStatements: take("vex_statements", lineSchemas.vex_statements),
    design: take("design", lineSchemas.design),
    contexts: take("contexts", lineSchemas.contexts),
    kevCatalogues: [],
    epss: take("epss", lineSchemas.epss),
    testReports: take("test_reports", lineSchemas.test_reports),
    codeCoverages: take("code_coverages", lineSchemas.code_coverages),
    provenance: take("provenance", lineSchemas.provenance),
    resources: take("resources", lineSchemas.resources),
    requirements: take("requirements", lineSchemas.requirements),
    telemetry: take("telemetry", lineSchemas.telemetry),
  };
}

function withFrame(stage: Omit<RecordedStage, "frame">): RecordedStage {
  const frame = stageFrame.safeParse(stage.body);
  if (!frame.success) throw malformed(`holds a stage document that is none: ${stage.document}`);
  return { ...stage, frame: frame.data };
}

/** Lists of what the first line does not have would be lost. */
function refuseOrphans({ baseline, counts, intel, stage_run: stageRun }: Frame): void {
  const orphans = [
    baseline === undefined && counts.baseline_vulnerabilities + counts.baseline_findings > 0 && "a baseline",
    intel.families === undefined && counts.families > 0 && "families",
    stageRun === undefined && counts.stages > 0 && "stages",
  ].filter((what) => what !== false);
  if (orphans.length > 0) throw malformed(`has lines of ${orphans.join(" and ")} that its first line does not have`);
}

function readFrame(line: string): Frame {
  const read = readCanonical(line, document, z.unknown());
  const result = frameSchema.safeParse(unspelled(read));
  if (!result.success) throw malformed(`has another first line than is written: ${issueText(result.error)}`);
  refuseOrphans(result.data);
  return result.data;
}

const lineSchema = z.tuple([z.string(), z.unknown()]);

function readLine<T>(line: string, list: ListName, schema: z.ZodType<T>): T {
  const [name, item] = readCanonical(line, document, lineSchema);
  if (name !== list) throw malformed(`has a line of the list ${JSON.stringify(name.slice(0, 40))}, expected ${list}`);
  const result = schema.safeParse(unspelled(item));
  if (result.success) return result.data;
  throw malformed(`has a line of the list ${list} that is none: ${issueText(result.error)}`);
}

function unspelled(value: unknown): unknown {
  try {
    return unspell(value);
  } catch (cause) {
    throw malformed(`has a value that is not spelled as is written: ${reasonOf(cause)}`, cause);
  }
}

const lineFeed = 0x0a;

function* splitLines(bytes: Uint8Array): Generator<string, undefined> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(lineFeed, start);
    if (end === -1) throw malformed("does not end with a line feed");
    yield textOf(bytes.subarray(start, end), document);
    start = end + 1;
  }
}

function nextLine(lines: Iterator<string, undefined>): string {
  const line = lines.next().value;
  if (line === undefined) throw malformed("has fewer lines than its first one says");
  return line;
}

function malformed(what: string, cause?: unknown): FixopsError {
  return new FixopsError("INTEGRITY_MANIFEST", `the ${document} ${what}`, { where: { file: document }, cause });
}
