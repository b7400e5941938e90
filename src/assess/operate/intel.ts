import { ageInDays } from "../../domain/intel.ts";
import type { Model } from "../../domain/model.ts";
import { present } from "../../domain/present.ts";
import type { Json } from "../../domain/section.ts";
import { counted } from "../../domain/words.ts";

/** The intelligence that hits rest on, with its dates and digests: the catalogue, tables of scores, and the scans that carry scores. */
export function intelSources({ intel, inputs, asOf }: Pick<Model, "intel" | "inputs" | "asOf">): Json {
  const { version, released, sha256, origin } = intel.kev;
  const tables = inputs.filter(({ accounts }) => accounts.some(({ items }) => items === "EPSS scores"));
  return {
    kev: { version, released, sha256, origin, age_days: ageInDays(intel.kev, asOf) },
    epss_tables: tables.map(({ name, sha256: digest, coverage }) =>
      present({ input: name, sha256: digest, model: coverage.toolVersion, date: coverage.databaseDate ?? "unknown" }),
    ),
    epss_without_table: "as the scanners' reports give them",
  };
}

/** Why the intelligence may be behind: its age against `exploitability.kev_max_age_days`. */
export function intelDoubts(
  { intel, asOf }: Pick<Model, "intel" | "asOf">,
  { kev_max_age_days: limit }: { readonly kev_max_age_days: number },
): readonly string[] {
  const age = ageInDays(intel.kev, asOf);
  if (age < 0) return [`KEV ${intel.kev.version} is younger than the clock of the run`];
  return age <= limit
    ? []
    : [`KEV ${intel.kev.version} is ${counted(age, "day")} old; what was added since is not known here`];
}
