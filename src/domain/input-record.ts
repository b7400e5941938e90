import type { InputRecord } from "./bundle.ts";
import { type InputFile, rawItems } from "./input-file.ts";
import type { MergedItems } from "./model.ts";
import { present } from "./present.ts";
import { schemaNotEvaluated } from "./schema-validity.ts";

/**
 * An input as it is written: digests, coverage, and accounts that balance (raw = kept + merged + not applicable).
 * `merged` tells what correlation found to be said twice.
 */
export function inputRecord(input: InputFile, merged: readonly MergedItems[] = []): InputRecord {
  return {
    ...present({
      name: input.name,
      sha256: input.sha256,
      archive: input.archive,
      bytes: input.bytes,
      encoding: input.encoding,
      kinds: input.kinds,
      format: input.format,
      format_version: input.formatVersion,
      notices: input.notices,
    }),
    coverage: present({
      tool: input.coverage.tool,
      tool_version: input.coverage.toolVersion,
      targets: input.coverage.targets,
      rules: input.coverage.rules,
      database_date: input.coverage.databaseDate,
      generated_at: input.coverage.generatedAt,
      schema: input.schema ?? schemaNotEvaluated,
      doubts: input.coverage.doubts,
    }),
    accounts: accountRecords(input, merged),
  };
}

/**
 * The accounts of one input with what was merged taken out of what was kept. Where a report has two accounts of one
 * sort (matches and ignored matches), those that were merged are taken from them in their order.
 */
function accountRecords(input: InputFile, merged: readonly MergedItems[]): InputRecord["accounts"] {
  const left = new Map<string | undefined, number>(merged.map(({ items, count }) => [items, count]));
  return input.accounts.map(({ items, raw, kept, notApplicable }) => {
    const sort = rawItems[items];
    const taken = Math.min(kept, left.get(sort) ?? 0);
    left.set(sort, (left.get(sort) ?? 0) - taken);
    return { items, raw, kept: kept - taken, merged: taken, not_applicable: notApplicable };
  });
}
