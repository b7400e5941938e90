import type { ProvenanceStatement } from "../../../domain/provenance.ts";
import { statementTypeOf, statementVersion } from "../../../standards/in-toto.ts";
import { field, list } from "../../../standards/wire.ts";
import { artefactsOf, reference } from "./artefact.ts";
import { heldReport } from "./held-report.ts";
import { attestsFailure, buildFacts } from "./predicate.ts";

/** How a statement came: its envelope and the signatures on it. */
export type Wrapping = Pick<ProvenanceStatement, "envelope" | "signatures" | "sealed" | "source">;

/** A statement with what is doubtful about it, or why it cannot be read. */
export type StatementReading =
  | { readonly statement: ProvenanceStatement; readonly version: string; readonly doubts: readonly string[] }
  | { readonly unreadable: string };

/** An in-toto statement to the domain's terms; the predicate's own version is independent of the statement's. */
export function readStatement(value: unknown, wrapping: Wrapping): StatementReading {
  const version = statementVersion(value);
  if (version === undefined) return { unreadable: "it is no in-toto statement of v0.1 or v1" };
  const predicateType = reference(value, "predicateType");
  if (predicateType === undefined) return { unreadable: "it names no predicate type" };
  const given = list(value, "subject");
  const subjects = artefactsOf(given);
  const statement: ProvenanceStatement = {
    statementType: statementTypeOf(value) ?? "",
    predicateType,
    subjects,
    ...buildFacts(field(value, "predicate")),
    ...wrapping,
  };
  const doubts = [...subjectDoubts(statement, given.length), ...predicateDoubts(value, predicateType)];
  return { statement, version, doubts };
}

function subjectDoubts({ subjects }: ProvenanceStatement, given: number): readonly string[] {
  if (subjects.length === 0) return ["the statement names no subject"];
  const loose = subjects.filter(({ digests }) => digests.length === 0).length;
  return [
    ...(subjects.length < given ? ["some of its subjects are unreadable"] : []),
    ...(loose > 0 ? ["a subject has no digest, so that nothing ties the statement to bytes"] : []),
  ];
}

function predicateDoubts(value: unknown, predicateType: string): readonly string[] {
  const predicate = field(value, "predicate");
  const report = heldReport(predicateType, predicate);
  return [
    ...(attestsFailure(predicateType, predicate) ? ["the statement attests that what it is about did not pass"] : []),
    ...(report === undefined ? [] : [`the predicate holds ${report} that was not read: give it as a file of its own`]),
  ];
}
