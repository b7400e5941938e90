import type { Finding } from "../../../domain/finding.ts";
import { list, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import { findingOf } from "../findings/finding-draft.ts";
import { sift, unreadable } from "../findings/finding-sieve.ts";
import type { ModelSink } from "./model-components.ts";
import { byId } from "./open-threat-model-components.ts";
import { plain } from "./vocabulary.ts";

/** What threats refer to, by id. */
type Index = {
  readonly threats: ReadonlyMap<string, unknown>;
  readonly mitigations: ReadonlyMap<string, unknown>;
  /** Ids of the threats that some component or data flow names. */
  readonly named: Set<string>;
};

/**
 * Takes the threats of components and data flows. The model describes each threat once and names it where it applies:
 * every naming is a finding, and what nothing names applies to nothing.
 */
export function takeThreats(model: unknown, sink: ModelSink): void {
  const threats = byId(list(model, "threats"));
  const index: Index = { threats, mitigations: byId(list(model, "mitigations")), named: new Set() };
  for (const key of ["components", "dataflows"] as const) {
    for (const [place, holder] of list(model, key).entries()) {
      for (const [number, entry] of list(holder, "threats").entries()) {
        const source = { input: sink.input, pointer: `/${key}/${place}/threats/${number}` };
        sift(sink.threats, toFinding(entry, holder, source, index));
      }
    }
  }
  const unused = list(model, "threats").filter((threat) => !index.named.has(text(threat, "id") ?? "")).length;
  if (unused > 0) count(sink.threats.notUsed, "no component or data flow names it", unused);
}

function toFinding(entry: unknown, holder: unknown, source: Finding["source"], index: Index): Finding | string {
  const id = text(entry, "threat");
  if (id === undefined) return unreadable;
  index.named.add(id);
  const threat = index.threats.get(id);
  const parts = [text(threat, "name"), text(threat, "description")].filter((part) => part !== undefined);
  return findingOf({
    ruleId: id,
    tool: "open-threat-model",
    // Likelihood and impact are numbers without a scale of words.
    level: text(entry, "state"),
    severity: "unknown",
    message: parts.length === 0 ? undefined : parts.join(": "),
    resource: text(holder, "name") ?? text(holder, "id"),
    cwes: texts(threat, "cwes"),
    suppression: suppressionOf(entry, index.mitigations),
    source,
  });
}

/** States of threats that are dealt with; `exposed` and partly mitigated ones are open. */
const closed: ReadonlySet<string> = new Set(["mitigated", "accepted", "accept", "notapplicable", "hidden"]);

function suppressionOf(entry: unknown, mitigations: ReadonlyMap<string, unknown>): Finding["suppression"] {
  const state = text(entry, "state") ?? "";
  if (!closed.has(plain(state))) return undefined;
  const names = list(entry, "mitigations").flatMap((one) => {
    const mitigation = mitigations.get(text(one, "mitigation") ?? "");
    return text(mitigation, "name") ?? [];
  });
  const reason = names.join("; ").slice(0, maxReason);
  return { kind: "external", rule: `state ${state}`, ...(reason !== "" && { justification: reason }) };
}

/** Names of mitigations that a reason repeats, in characters. */
const maxReason = 400;
