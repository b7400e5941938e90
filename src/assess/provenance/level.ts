import type { ProvenanceStatement } from "../../domain/provenance.ts";
import type { ProvenanceOptions } from "./options.ts";
import { buildersNamed, isBuildProvenance, maySign } from "./policy.ts";
import type { SignatureCheck } from "./signature.ts";

/**
 * The SLSA Build level (SLSA v1.0, Build track L1 to L3) of one statement. A level is a property of the builder, so only
 * the overlay's table of builders gives one. `verified`: a trusted signer signed it, one who may speak for the builder. `claimed`: the predicate says so
 * and nobody trusted does. `unknown`: it tells of no build, or of no builder in the table.
 */
export type BuildLevel =
  | { readonly standing: "verified" | "claimed"; readonly level: number }
  | { readonly standing: "unknown" };

/** The level that the statement shows; the lowest of several entries that match its builder. */
export function buildLevel(
  statement: ProvenanceStatement,
  signature: SignatureCheck,
  builders: ProvenanceOptions["builders"],
): BuildLevel {
  const { builder } = statement;
  if (builder === undefined || !isBuildProvenance(statement)) return { standing: "unknown" };
  const entries = buildersNamed(builder, builders);
  const spokenFor = entries.filter((entry) => signature.status === "verified" && maySign(entry, signature));
  return lowest("verified", spokenFor) ?? lowest("claimed", entries) ?? { standing: "unknown" };
}

function lowest(standing: "verified" | "claimed", entries: ProvenanceOptions["builders"]): BuildLevel | undefined {
  const levels = entries.flatMap(({ level }) => level ?? []);
  return levels.length === 0 ? undefined : { standing, level: Math.min(...levels) };
}
