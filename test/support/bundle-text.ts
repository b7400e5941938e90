import type { Bundle } from "../../src/domain/bundle.ts";
import { bundleTexts } from "../../src/evidence/bundle.ts";

/** The whole text of a bundle, and the canonical JSON of each section. */
export function bundleText(bundle: Bundle): {
  readonly text: string;
  readonly sections: readonly (readonly [name: string, text: string])[];
} {
  const sections: (readonly [string, string])[] = [];
  const texts = [...bundleTexts(bundle, (name, text) => void sections.push([name, text]))];
  return { text: texts.join(""), sections };
}
