import { nearest } from "./nearest.ts";
import { listedId, parseLicenceExpression } from "./spdx-expression.ts";
import { spdxLicenceIds } from "./spdx-licence-ids.ts";

/** True for one licence of the SPDX list, alone or WITH an exception of it, and for a reference to a text of somebody's own. */
export function isLicenceName(text: string): boolean {
  const read = parseLicenceExpression(text);
  return read?.kind === "licence" && read.licence.isKnown;
}

/** The SPDX id that a text was probably meant to be: `GPLv3` → GPL-3.0-only, `Apache 2` → Apache-2.0. Throws nothing. */
export function nearestLicence(text: string): string | undefined {
  const short = squeezed(text);
  const same = bySqueezed.get(short) ?? nearest(text, spdxLicenceIds);
  const near = same ?? bySqueezed.get(nearest(short, bySqueezed.keys()) ?? "");
  return near && (listedId(`${near}-only`) ?? near);
}

/** What people leave out of an id and what they add: signs, `v`, `License`, `-only`, `-Clause`, a zero at the end. */
function squeezed(text: string): string {
  return text
    .slice(0, maxLength)
    .toLowerCase()
    .replace(/\+$/, "orlater")
    .replaceAll(/licen[cs]e|version|clause|gnu|only/g, "")
    .replaceAll(/v(?=\.?\s?\d)/g, "")
    .replaceAll(/\.0(?!\d)/g, "")
    .replaceAll(/[^a-z0-9]/g, "");
}

/** As long as the longest id. */
const maxLength = 64;

/** Of several ids that are written alike, the first of the list: the plain one. */
const bySqueezed: ReadonlyMap<string, string> = new Map(spdxLicenceIds.toReversed().map((id) => [squeezed(id), id]));
