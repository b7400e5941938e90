import type { VexProduct } from "../domain/vex.ts";
import { type PackageRef, packageText } from "../domain/vulnerability.ts";
import { nearest } from "../standards/nearest.ts";
import { packageName } from "./purl-covers.ts";
import type { Release } from "./vex-release.ts";

/** Names that are compared letter by letter; more would cost time and say no more. */
const most = 200;

/**
 * What a product was probably meant to be: the same package in another version, else one of the same name in another
 * place, else a subject or affected package whose name is a slip away, else the subject of the only SBOM.
 */
export function nearestTo(
  product: VexProduct,
  purl: string | undefined,
  packages: readonly PackageRef[],
  release: Release,
): string | undefined {
  const subjects = release.documents.flatMap(({ subject }) => (subject === undefined ? [] : [subject]));
  const candidates = [...subjects, ...packages].slice(0, most);
  const [listed] = purl === undefined ? [] : release.listed(purl);
  if (listed !== undefined) return packageText(listed);
  const texts = new Map(candidates.map((one) => [lastName(packageText(one)), packageText(one)]));
  const name = lastName(purl ?? product.id);
  const found = texts.get(name) ?? texts.get(nearest(name, texts.keys()) ?? "");
  const [only, ...others] = subjects;
  return found ?? (only !== undefined && others.length === 0 ? packageText(only) : undefined);
}

/** `pkg:npm/%40scope/name@1` → `name`. */
function lastName(text: string): string {
  const name = packageName(text);
  return name.slice(name.lastIndexOf("/") + 1).toLowerCase();
}
