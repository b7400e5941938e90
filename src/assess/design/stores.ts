import type { DataClass } from "../../domain/design.ts";
import { type Answer, answered } from "./answers.ts";

/** Data that a law, a contract or the owner protects (DESIGN §10). */
const sensitiveClasses: ReadonlySet<DataClass> = new Set(["restricted", "pii", "phi", "pci"]);

export function isSensitive({ dataClasses }: { readonly dataClasses: readonly DataClass[] }): Answer {
  if (dataClasses.some((one) => sensitiveClasses.has(one))) return "yes";
  return dataClasses.length === 0 || dataClasses.includes("unknown") ? "unknown" : "no";
}

/** Words for what keeps data; Threagile and Threat Dragon say `datastore` and `store`. */
const stores: ReadonlySet<string> = new Set([
  "store",
  "datastore",
  "database",
  "db",
  "cache",
  "queue",
  "bucket",
  "storage",
  "filesystem",
  "warehouse",
]);

export function isStore({ componentType }: { readonly componentType?: string }): Answer {
  if (componentType === undefined) return "unknown";
  return answered(
    componentType
      .toLowerCase()
      .split(/[^a-z]/)
      .some((word) => stores.has(word)),
  );
}
