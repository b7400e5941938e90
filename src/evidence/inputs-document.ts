import { entryCount } from "../domain/intel.ts";
import type { InputsFacts } from "./inputs-facts.ts";
import { inputsSchema } from "./inputs-frame.ts";
import { listNames, listsOf } from "./inputs-lists.ts";
import { spell } from "./inputs-spelling.ts";
import { piecesOf } from "./pieces.ts";

/**
 * The normalised inputs of a run as JSON Lines, from which `replay` decides again. First line: facts, and how many lines each
 * list has. Then for each item `[list, item]`, the lists in a fixed order, members named as in the domain. Each line is
 * canonical JSON (RFC 8785); what JSON cannot hold is spelled as `inputs-spelling.ts` tells. The overlay is not in it: it is
 * a section of the bundle, and the decision holds its digest.
 */

/** The document in pieces. Throws a RangeError for a value of no domain type. */
export function inputsDocument(facts: InputsFacts): Generator<Uint8Array> {
  return piecesOf(linesOf(facts));
}

function* linesOf(facts: InputsFacts): Generator<string> {
  const lists = listsOf(facts);
  const counts = Object.fromEntries(listNames.map((list) => [list, lists[list].length]));
  yield `${JSON.stringify(spell({ ...frameOf(facts), counts }))}\n`;
  for (const list of listNames) {
    for (const item of lists[list]) yield `${JSON.stringify([list, spell(item)])}\n`;
  }
}

function frameOf({ app, asOf, baseline, intel, provenanceBasis, runId, salt, stageRun, tool }: InputsFacts) {
  const { entries: _, ...kev } = intel.kev;
  return {
    schema: inputsSchema,
    app,
    as_of: asOf,
    tool,
    run_id: runId,
    salt,
    intel: { kev: { ...kev, count: entryCount(intel.kev) }, families: without(intel.families, "byPackage") },
    baseline: baseline && { ...baseline, vulnerabilities: undefined, findings: undefined },
    provenance_basis: provenanceBasis && savedBasis(provenanceBasis),
    stage_run: without(stageRun, "stages"),
  };
}

function without<T extends object>(whole: T | undefined, member: keyof T): object | undefined {
  return whole && { ...whole, [member]: undefined };
}

/** Without what only serves verification. */
function savedBasis({ artefacts, keys, roots }: NonNullable<InputsFacts["provenanceBasis"]>) {
  return {
    keys: keys.map(({ name, pem }) => ({ name, pem })),
    roots: roots.map(({ name, sha256, text }) => ({ name, sha256, text })),
    artefacts,
  };
}
