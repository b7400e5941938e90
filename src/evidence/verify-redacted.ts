import type { Manifest } from "../domain/bundle.ts";
import { counted } from "../domain/words.ts";
import { decisionFile, manifestFile, signatureFile, vsaFile } from "./bundle.ts";
import { attempt, type Check, fail, pass } from "./check.ts";
import { type RedactedParts, readRedacted, redactedName } from "./redacted.ts";
import type { RunFiles, Withheld } from "./run-parts.ts";
import { rootOfSections } from "./sections.ts";
import { compare, compareDecisions } from "./verify-sealed.ts";

/** What was found of a redacted bundle, and what a copy with it lacks by right: nothing unless all of it holds. */
export type RedactedChecks = { readonly checks: readonly Check[]; readonly withheld: Withheld };

/** Looks at a redacted bundle where one stands in the place of the bundle. `decision`: canonical text of `decision.json`. */
export function checkRedacted(files: RunFiles, manifest: Manifest, decision: string | undefined): RedactedChecks {
  const bytes = files.get(redactedName(manifest.mode));
  if (bytes === undefined || files.has(manifest.bundle.name)) return { checks: [], withheld: new Set() };
  const read = attempt("redacted bundle", () => readRedacted(bytes, manifest.mode));
  if (!read.ok) return { checks: [read.check], withheld: new Set() };
  const isDecisionShown = read.value.decision !== undefined;
  const checks = [
    compareFrame(read.value, manifest),
    checkRoot(read.value, manifest),
    ...(isDecisionShown ? [compareDecisions("redacted decision", read.value.decision, decision)] : []),
  ];
  const holds = checks.every(({ status }) => status === "pass");
  return { checks, withheld: new Set(holds ? lacking(manifest, isDecisionShown) : []) };
}

function compareFrame({ value, sections }: RedactedParts, manifest: Manifest): Check {
  const { app, as_of, mode, run_id, tool } = value;
  const status = new Map(manifest.sections.map((section) => [section.name, section.status]));
  const agrees = [
    ["run_id", run_id, manifest.run_id],
    ["mode", mode, manifest.mode],
    ["as_of", as_of, manifest.as_of],
    ["app", app, manifest.app],
    ["tool", tool, manifest.tool],
    // Of a section that is withheld the manifest alone tells the status.
    ["sections", sections.map((one) => ({ status: status.get(one.name) ?? "", ...one })), manifest.sections],
  ] as const;
  const shown = Object.keys(value.sections);
  const hidden = counted(Object.keys(value.withheld).length, "section");
  return compare("redacted bundle", agrees, `shows ${shown.join(", ") || "no section"}, withholds ${hidden}`);
}

function checkRoot({ leaves }: RedactedParts, manifest: Manifest): Check {
  const what = "redacted sections";
  const root = rootOfSections(leaves);
  if (root === manifest.sections_root) {
    return pass(
      what,
      `${counted(leaves.length, "leaf", "leaves")}, shown and withheld, with the root ${root}`,
      manifestFile,
    );
  }
  return fail(
    what,
    "INTEGRITY_DIGEST",
    `have the root ${root}, the manifest says ${manifest.sections_root}`,
    manifestFile,
  );
}

/** The signed statements tell reasons, commit and artefacts of the decision: they stay away with it. */
function lacking(
  { bundle, inputs_document: inputs, signed_by: signedBy }: Manifest,
  isDecisionShown: boolean,
): readonly string[] {
  return [
    bundle.name,
    ...(inputs ? [inputs.name] : []),
    ...(isDecisionShown ? [] : [decisionFile]),
    ...(isDecisionShown || signedBy === undefined ? [] : [signatureFile, vsaFile]),
  ];
}
