import { counted } from "../domain/words.ts";
import { visibleText } from "../standards/visible.ts";

/** A format as it is listed. */
export type FormatRow = {
  readonly id: string;
  readonly title: string;
  /** Empty for a format whose files tell no version of their own. */
  readonly versions: readonly string[];
  readonly kinds: readonly string[];
  readonly sign: string;
};

/** The table of formats for people, one line each, and how many there are. */
export function renderFormats(rows: readonly FormatRow[]): string {
  const width = Math.max(...rows.map(({ id }) => id.length));
  const pairs = rows.reduce((sum, { versions }) => sum + Math.max(versions.length, 1), 0);
  const lines = rows.flatMap(({ id, title, versions, kinds, sign }) => [
    `${id.padEnd(width)}  ${title}${versions.length === 0 ? "" : ` ${versions.join(", ")}`}`,
    `${" ".repeat(width)}  --${kinds.join(", --")}; told by ${sign}`,
  ]);
  const summary = `${counted(rows.length, "format")}, ${counted(pairs, "format and version pair")}`;
  return `${[...lines, "", summary].map(visibleText).join("\n")}\n`;
}
