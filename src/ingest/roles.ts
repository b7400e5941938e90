import { FixopsError } from "../domain/error.ts";
import type { InputBytes, InputKind } from "../domain/input-file.ts";
import type { Items } from "../domain/items.ts";
import type { Format } from "./format.ts";

/** What each flag takes, in words. */
const wants: Record<InputKind, string> = {
  design: "a design",
  context: "a business context",
  sbom: "a bill of materials",
  sarif: "findings of static analysis",
  cve: "a vulnerability report",
  vex: "VEX statements",
  cnapp: "findings about cloud resources",
  provenance: "provenance",
  tests: "test results or code coverage",
  tfplan: "a Terraform plan",
  k8s: "Kubernetes manifests",
  requirements: "security requirements",
  telemetry: "telemetry of services",
};

/**
 * The flag names the kind, the content decides the format (DESIGN §2). Gives the notices of a format under a flag
 * that is not its own; throws INPUT_WRONG_KIND when the format cannot serve what the flag promises.
 */
export function checkKind(format: Format, input: InputBytes): readonly string[] {
  const { expected } = input;
  if (expected === undefined) return [];
  if (!format.kinds.includes(expected)) {
    const message = `the content is ${format.title}, and --${expected} takes ${wants[expected]}`;
    const hint = `pass the file with ${format.kinds.map((kind) => `--${kind}`).join(" or ")}`;
    throw new FixopsError("INPUT_WRONG_KIND", message, { where: { file: input.name }, hint });
  }
  return isNamesake(format, expected) ? [] : [`${format.title} was given under --${expected}`];
}

/** True when the flag is the format's own: `--sarif` is named after a format, the others after a kind. */
function isNamesake(format: Format, expected: InputKind): boolean {
  return expected === "sarif" ? format.id === "sarif" : format.kinds[0] === expected;
}

/** True for inputs whose words can close a finding or lower what is asked for; repeated keys are refused there. */
export function bearsOnDecision(items: Partial<Items>, expected: InputKind | undefined): boolean {
  const isPromised = expected === "vex" || expected === "context" || expected === "design";
  return isPromised || (["vex", "context", "design"] as const).some((kind) => itemCount(items, kind) > 0);
}

/**
 * The kinds that an input serves: what its flag promised, or its main role, and whatever it has items of. A bill of
 * materials that names vulnerabilities, perhaps only to clear them, is a scan for them when it is given as one.
 */
export function servedKinds(
  format: Format,
  expected: InputKind | undefined,
  items: Partial<Items>,
): readonly InputKind[] {
  const role = expected ?? mainRole(format, items);
  const isAside = (kind: InputKind) => kind === "cve" && isBill(format);
  return format.kinds.filter((kind) => kind === role || (itemCount(items, kind) > 0 && !isAside(kind)));
}

/** Without a flag, an input is taken for the first thing that it can be; one that is nothing, for what its format is. */
function mainRole(format: Format, items: Partial<Items>): InputKind {
  const served = format.kinds.find((kind) => itemCount(items, kind) > 0 || (isScan(format) && looked(items, kind)));
  return served ?? format.kinds[0];
}

/**
 * Why an input that was read does not do what it was given for. A report of findings or vulnerabilities may be empty:
 * it looked and found none, and its reader judges whether it did.
 */
export function roleDoubts(format: Format, expected: InputKind | undefined, items: Partial<Items>): readonly string[] {
  const role = expected ?? mainRole(format, items);
  if (itemCount(items, role) > 0) return [];
  if (!isScan(format) || !scans.has(role)) return [missing[role]];
  if (role === "cve" && !looked(items, role)) return ["the report did not look for vulnerabilities"];
  return role === format.kinds[0] || looked(items, role) ? [] : [missing[role]];
}

/** A bill of materials, or what is written in its format. */
function isBill(format: Format): boolean {
  return format.kinds[0] === "sbom";
}

const scans: ReadonlySet<InputKind> = new Set(["sarif", "cve", "cnapp"]);

/** A report of what was looked for, whose silence says something; a bill of materials or a design is no such thing. */
function isScan(format: Format): boolean {
  return scans.has(format.kinds[0]);
}

/** A reader leaves these lists out when the report was made without looking for what they hold. */
function looked(items: Partial<Items>, kind: InputKind): boolean {
  if (kind === "sarif" || kind === "cnapp") return items.findings !== undefined;
  const { observations, advisories, kevCatalogues, epss } = items;
  return kind === "cve" && [observations, advisories, kevCatalogues, epss].some((list) => list !== undefined);
}

const missing: Record<InputKind, string> = {
  design: "it describes no component",
  context: "it states no business context",
  sbom: "it lists no component",
  sarif: "it has no finding, and its format does not tell that anything was analysed",
  cve: "it has no vulnerability, and its format does not tell that any was looked for",
  vex: "it makes no VEX statement, so it clears nothing",
  cnapp: "it has no finding, and its format does not tell that anything was looked at",
  provenance: "it makes no statement about an artefact",
  tests: "it holds neither test results nor code coverage",
  tfplan: "it changes no resource",
  k8s: "it declares no resource",
  requirements: "it states no requirement",
  telemetry: "it measures no service",
};

function itemCount(items: Partial<Items>, kind: InputKind): number {
  const { components, findings, vexStatements, design, contexts } = items;
  const lists: Record<InputKind, readonly (readonly unknown[] | undefined)[]> = {
    design: [design],
    context: [contexts],
    sbom: [components],
    sarif: [findings],
    cve: [items.observations, items.advisories, items.kevCatalogues, items.epss],
    vex: [vexStatements],
    cnapp: [findings],
    provenance: [items.provenance],
    tests: [items.testReports, items.codeCoverages],
    tfplan: [items.resources],
    k8s: [items.resources],
    requirements: [items.requirements],
    telemetry: [items.telemetry],
  };
  return lists[kind].reduce((sum, list) => sum + (list?.length ?? 0), 0);
}
