import { shorten, text, texts } from "../../../standards/wire.ts";
import { severityOfWord } from "../../severity-words.ts";

/** What flags, threats and remediations of one vulnerability say of its products. */
export type Remarks = {
  /** Said without naming a product. */
  readonly general: readonly string[];
  readonly byProduct: ReadonlyMap<string, readonly string[]>;
  readonly byGroup: ReadonlyMap<string, readonly string[]>;
};

/** What one entry says, in words; undefined when it does not say what is asked for. */
type Said = (entry: unknown) => string | undefined;

/** Things said of one product; a document that says more of one repeats itself. */
const maxRemarks = 10;

/** Characters of a text that the evidence repeats. */
const maxDetails = 500;

/** Gathers what the entries say by the products and groups that they name (`product_ids`, `group_ids`). */
export function readRemarks(entries: readonly unknown[], said: Said): Remarks {
  const general: string[] = [];
  const byProduct = new Map<string, string[]>();
  const byGroup = new Map<string, string[]>();
  for (const entry of entries) {
    const remark = said(entry);
    if (remark === undefined) continue;
    const products = texts(entry, "product_ids");
    const groups = texts(entry, "group_ids");
    for (const product of products) remember(byProduct, product, remark);
    for (const group of groups) remember(byGroup, group, remark);
    if (products.length === 0 && groups.length === 0) keep(general, remark);
  }
  return { general, byProduct, byGroup };
}

function remember(known: Map<string, string[]>, key: string, remark: string): void {
  const remarks = known.get(key);
  if (remarks === undefined) known.set(key, [remark]);
  else keep(remarks, remark);
}

function keep(remarks: string[], remark: string): void {
  if (remarks.length < maxRemarks && !remarks.includes(remark)) remarks.push(remark);
}

/** Everything said of a product, as one text; undefined when nothing is. */
export function remarkOn(remarks: Remarks, productId: string, groups: readonly string[]): string | undefined {
  const own = remarks.byProduct.get(productId) ?? [];
  const all = new Set([...own, ...groups.flatMap((group) => remarks.byGroup.get(group) ?? []), ...remarks.general]);
  return all.size === 0 ? undefined : [...all].slice(0, maxRemarks).join("; ");
}

/** Labels of flags (CSAF 2.0 §3.2.3.5), the same five words as OpenVEX; another word is no justification. */
const labels: ReadonlySet<string> = new Set([
  "component_not_present",
  "inline_mitigations_already_exist",
  "vulnerable_code_cannot_be_controlled_by_adversary",
  "vulnerable_code_not_in_execute_path",
  "vulnerable_code_not_present",
]);

/** A justification; a flag without products is about nothing (mandatory test 6.1.32). */
export function justificationOf(flag: unknown): string | undefined {
  const label = text(flag, "label");
  const names = texts(flag, "product_ids").length + texts(flag, "group_ids").length;
  return label !== undefined && labels.has(label) && names > 0 ? label : undefined;
}

/** A label that CSAF does not have. */
export function isOddFlag(flag: unknown): boolean {
  const label = text(flag, "label");
  return label === undefined || !labels.has(label);
}

/** An impact statement (§3.2.3.14); Red Hat writes the word of its severity there, which explains nothing. */
export function impactOf(threat: unknown): string | undefined {
  if (text(threat, "category") !== "impact") return undefined;
  const details = text(threat, "details")?.trim() ?? "";
  return details === "" || severityOfWord(details) !== "unknown" ? undefined : shorten(details, maxDetails);
}

/** `vendor_fix: upgrade to 2.0`. */
export function actionOf(remediation: unknown): string | undefined {
  const details = text(remediation, "details")?.trim() ?? "";
  const category = text(remediation, "category");
  if (details === "") return category;
  return shorten(category === undefined ? details : `${category}: ${details}`, maxDetails);
}
