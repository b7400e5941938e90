import { text } from "./wire.ts";

/** in-toto attestation framework, Statement v1 (github.com/in-toto/attestation, spec/v1/statement.md). */
export const statementType = "https://in-toto.io/Statement/v1";

/** Media type of a statement as the payload of a DSSE envelope. */
export const statementPayloadType = "application/vnd.in-toto+json";

/** Statement v0.1 of 2021 and v1 of 2023; their members are the same. */
const knownTypes = /^https:\/\/in-toto\.io\/Statement\/(v0\.1|v1)$/;

/** A file that a statement is about; digests are in lower-case hex. */
export type StatementSubject = { readonly name: string; readonly digest: { readonly sha256: string } };

/** A statement as it is written. */
export type Statement<Predicate> = {
  readonly _type: typeof statementType;
  readonly subject: readonly StatementSubject[];
  readonly predicateType: string;
  readonly predicate: Predicate;
};

export function makeStatement<Predicate>(
  subject: readonly StatementSubject[],
  predicateType: string,
  predicate: Predicate,
): Statement<Predicate> {
  return { _type: statementType, subject, predicateType, predicate };
}

/** True for what says of itself that it is an in-toto statement, of whatever version. */
export function isStatement(value: unknown): boolean {
  return text(value, "_type")?.startsWith("https://in-toto.io/Statement/") === true;
}

/** The type that a statement says it has. Some writers put it under `type`. */
export function statementTypeOf(value: unknown): string | undefined {
  return text(value, "_type") ?? text(value, "type");
}

/** `v0.1` or `v1`; undefined for another version or none. */
export function statementVersion(value: unknown): "v0.1" | "v1" | undefined {
  const found = knownTypes.exec(statementTypeOf(value) ?? "")?.[1];
  return found === "v0.1" || found === "v1" ? found : undefined;
}
