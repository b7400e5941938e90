import type { Coverage } from "../../../domain/input-file.ts";
import { optional, shorten } from "../../../standards/wire.ts";
import { maxLabel } from "../label.ts";

/** A program that an SBOM names as its maker. */
export type Tool = { readonly name: string; readonly version: string | undefined };

/** The tools of one document; of several the versions are left out, since one field cannot tell whose they are. */
export function toolCoverage(tools: readonly Tool[]): Pick<Coverage, "tool" | "toolVersion"> {
  const [first, ...others] = tools;
  if (first === undefined) return {};
  const version = others.length === 0 ? first.version : undefined;
  const tool = shorten(tools.map(({ name }) => name).join(", "), maxLabel);
  return { tool, ...optional("toolVersion", version === undefined ? undefined : shorten(version, maxLabel)) };
}

/** `name-version`: the version begins at the first hyphen before a digit: names have hyphens too. */
export function toTool(named: string): Tool {
  const hyphen = named.search(/-v?\d/);
  if (hyphen < 1) return { name: named, version: undefined };
  return { name: named.slice(0, hyphen), version: named.slice(hyphen + 1) };
}
