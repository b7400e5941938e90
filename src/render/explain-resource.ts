import { at, field, list, text } from "../standards/wire.ts";
import { exposureTargets, factLines, leadsTo, leadsToLines } from "./explain-exposure.ts";
import { postureJson, postureRecords, resourceCheckLines, totals } from "./explain-posture.ts";

/** Resources that one is on the way to and that people are shown. */
const maxAhead = 20;

type KnownCheck = Parameters<typeof resourceCheckLines>[1];

/**
 * What a run says of one resource, by its address as plans and manifests have it: what posture checks found, whether the
 * internet reaches it or something behind it, and how strict its pods are. Undefined when nothing names it.
 */
export function explainResource(address: string, sections: unknown, knownCheck: KnownCheck) {
  const records = postureRecords(sections).filter(({ record }) => text(record, "resource") === address);
  const facts = exposureTargets(sections, address);
  const ahead = leadsTo(sections, address);
  const level = podLevel(sections, address);
  if (records.length + facts.length + ahead.length === 0 && level === undefined) return undefined;
  const type = text(records[0]?.record, "type") ?? text(facts[0], "kind");
  const lines = [
    `resource ${address}${type === undefined ? "" : ` (${type})`}`,
    ...(facts.length === 0 ? [`  exposed: not told of it by itself${whyNot(sections)}`] : facts.flatMap(factLines)),
    ...ahead.slice(0, maxAhead).flatMap(leadsToLines),
    ...(ahead.length > maxAhead ? [`  on the way to ${ahead.length - maxAhead} more`] : []),
    ...(level === undefined ? [] : [`  pod security standard: ${level}`]),
    `  posture: ${totals(records, field(sections, "posture"))}`,
    ...resourceCheckLines(records, knownCheck),
    "",
  ];
  const json = { address, results: records.map(postureJson), exposure: facts, leads_to: ahead };
  return { lines, json: { ...json, pod_security: level ?? null } };
}

/** Addresses of all that the run has something to say of. */
export function resourceNames(sections: unknown): readonly (string | undefined)[] {
  return [
    ...postureRecords(sections).map(({ record }) => text(record, "resource")),
    ...workloads(sections).map((one) => text(one, "workload")),
  ];
}

function whyNot(sections: unknown): string {
  const why = text(field(sections, "exposure"), "why");
  return why === undefined ? "" : `: ${why}`;
}

function podLevel(sections: unknown, address: string): string | undefined {
  return text(
    workloads(sections).find((one) => text(one, "workload") === address),
    "level",
  );
}

function workloads(sections: unknown): readonly unknown[] {
  return list(at(sections, "posture", "pod_security"), "workloads");
}
