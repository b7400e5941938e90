import { pathText } from "../domain/exposure.ts";
import { at, field, list, text } from "../standards/wire.ts";

/** What of exposure a run says, from its section: facts with their paths, and what they speak for. */

/** The facts about a thing of that name. */
export function exposureTargets(sections: unknown, name: string): readonly unknown[] {
  return targetsOf(sections).filter((one) => text(one, "target") === name);
}

/** What is exposed or not by a path over that resource, besides itself. */
export function leadsTo(sections: unknown, resource: string): readonly unknown[] {
  return targetsOf(sections).filter(
    (one) => text(one, "target") !== resource && list(one, "path").some((step) => text(step, "resource") === resource),
  );
}

export function targetsOf(sections: unknown): readonly unknown[] {
  return list(field(sections, "exposure"), "targets");
}

/** Names of the resources on all paths, and of what they lead to. */
export function exposureNames(sections: unknown): readonly string[] {
  return targetsOf(sections).flatMap((one) =>
    [text(one, "target"), ...list(one, "path").map((step) => text(step, "resource"))].filter(
      (name) => name !== undefined,
    ),
  );
}

const words: ReadonlyMap<string, string> = new Map([
  ["yes", "the internet reaches it"],
  ["no", "the internet does not reach it"],
  ["unknown", "what was given does not tell whether the internet reaches it"],
]);

/** Where the fact comes from. */
const bases: ReadonlyMap<string, string> = new Map([
  ["deployment", "shown by the plans and manifests"],
  ["design", "stated by the design"],
  ["context", "stated by the business context"],
  ["finding", "told by a finding"],
  ["overlay", "stated by the overlay"],
]);

/** One fact about what it is about. */
export function factLines(fact: unknown): readonly string[] {
  const value = text(fact, "exposed") ?? "unknown";
  const basis = text(fact, "basis") ?? "";
  const where = text(fact, "where");
  const spoken = list(fact, "speaks_for").flatMap((one) => text(one, "sbom") ?? text(one, "component") ?? []);
  return [
    `  exposed: ${value}, ${words.get(value) ?? ""} (${bases.get(basis) ?? basis})`,
    `    why: ${text(fact, "why")}`,
    `    path: ${pathOf(fact)}`,
    ...(where === undefined ? [] : [`    in ${where}`]),
    ...(spoken.length === 0 ? [] : [`    speaks for the packages of ${spoken.join(", ")}`]),
  ];
}

/** Of a resource on the way: what it leads to. */
export function leadsToLines(fact: unknown): readonly string[] {
  return [
    `  on the way to ${text(fact, "target")}, which is ${text(fact, "exposed") === "yes" ? "exposed" : `exposed: ${text(fact, "exposed")}`}`,
    `    path: ${pathOf(fact)}`,
  ];
}

/** Whether the internet reaches what holds a vulnerable package, and how. Says so, too, when nothing tells. */
export function vulnerabilityExposureLines(one: unknown, sections: unknown): readonly string[] {
  const value = at(one, "exposed", "value");
  if (text(field(sections, "exposure"), "status") !== "evaluated") {
    return [`  exposed: not told (${text(field(sections, "exposure"), "why") ?? "nothing was given that tells"})`];
  }
  if (value === undefined) return ["  exposed: not told (nothing that tells of exposure is joined to this package)"];
  const fact = factOf(one, sections);
  const name = text(field(one, "exposed"), "target");
  if (fact === undefined) return [`  exposed: ${value}, by ${name}`];
  return [`  part of ${name}`, ...factLines(fact)];
}

/** The path to what holds a vulnerable package; undefined when nothing tells. */
export function vulnerabilityPath(one: unknown, sections: unknown): string | undefined {
  const fact = factOf(one, sections);
  return fact === undefined ? undefined : pathOf(fact);
}

/** The fact that speaks for a vulnerability's package. */
export function factOf(one: unknown, sections: unknown): unknown {
  const [value, basis] = [at(one, "exposed", "value"), at(one, "exposed", "basis")];
  const name = text(field(one, "exposed"), "target");
  if (name === undefined) return undefined;
  return exposureTargets(sections, name).find(
    (fact) => field(fact, "exposed") === value && field(fact, "basis") === basis,
  );
}

/** `internet → aws_lb.web (listens on 443)`. */
export function pathOf(fact: unknown): string {
  return pathText(
    list(fact, "path").map((step) => {
      const how = text(step, "how");
      return { resource: text(step, "resource") ?? "", ...(how !== undefined && { how }) };
    }),
  );
}
