import type { Coverage } from "../../../domain/input-file.ts";
import { listText } from "../../../domain/words.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";

/** What the items of a report say together about the run that made it: passed checks tell as much as failed ones. */
export type Survey = {
  readonly tools: Set<string>;
  readonly versions: Set<string>;
  readonly resources: Set<string>;
  readonly rules: Set<string>;
  /** The latest date of the items, as given. */
  latest?: string;
};

export function survey(): Survey {
  return { tools: new Set(), versions: new Set(), resources: new Set(), rules: new Set() };
}

type Seen = {
  readonly tool?: string | undefined;
  readonly version?: string | undefined;
  readonly resources?: readonly string[];
  readonly rule?: string | undefined;
  readonly date?: string | undefined;
};

/** Dates of one report are of one form, so that the later one is the greater text. */
export function note(found: Survey, { tool, version, resources = [], rule, date }: Seen): void {
  if (tool !== undefined) found.tools.add(tool);
  if (version !== undefined) found.versions.add(version);
  if (rule !== undefined) found.rules.add(rule);
  for (const resource of resources) found.resources.add(resource);
  if (date !== undefined && date > (found.latest ?? "")) found.latest = date;
}

/** Tools that the coverage names. */
const maxTools = 3;

/** The coverage that a survey amounts to; the version only when one tool of one version wrote everything. */
export function surveyed(found: Survey, doubts: readonly string[]): Coverage {
  const [version] = found.versions;
  const tools = [...found.tools].map((tool) => shorten(tool, maxLabel));
  const isOne = tools.length === 1 && found.versions.size === 1;
  return {
    ...optional("tool", tools.length === 0 ? undefined : listText(tools, maxTools)),
    ...optional("toolVersion", isOne && version !== undefined ? shorten(version, maxLabel) : undefined),
    targets: found.resources.size,
    rules: found.rules.size,
    ...optional("generatedAt", found.latest === undefined ? undefined : shorten(found.latest, maxLabel)),
    doubts: found.resources.size === 0 && doubts.length === 0 ? [noResource] : doubts,
  };
}

const noResource = "the report names no resource that was looked at";
