import type { Cvss, Observation, PackageRef } from "../../../domain/vulnerability.ts";
import { field, list, number, optional, text, texts } from "../../../standards/wire.ts";
import { vulnerabilityIdsIn } from "../../identifiers.ts";
import { fixedVersions } from "./fix-ranges.ts";
import { observationOf } from "./observation.ts";
import { packagePurl } from "./package-purl.ts";
import { cvssOf } from "./scores.ts";
import { keep, leaveOut, lose, type VulnerabilitySink } from "./vulnerability-sink.ts";

/** A package of the npm registry; without the installed version where a report tells only the range that is vulnerable. */
export function npmPackage(name: string, version: string | undefined): PackageRef {
  const purl = packagePurl("npm", name, version);
  return { name, ...optional("version", version), ...optional("purl", purl), ecosystem: "npm" };
}

/** The GHSA id, from its own member or the address of the advisory; else npm's own number, which has no other name. */
export function advisoryId(advisory: unknown, numbers: readonly string[]): string | undefined {
  const own = text(advisory, "github_advisory_id");
  if (own !== undefined) return own;
  const ghsa = vulnerabilityIdsIn(text(advisory, "url") ?? "")[0];
  if (ghsa !== undefined) return ghsa;
  const given = numbers
    .map((key) => field(advisory, key))
    .find((id) => typeof id === "number" || typeof id === "string");
  return given === undefined || given === "" ? undefined : `NPM-${given}`;
}

/** `cwe` is a list, one text, or null. */
export function advisoryCwes(advisory: unknown): readonly string[] {
  const one = text(advisory, "cwe");
  return one === undefined ? texts(advisory, "cwe") : one.split(",");
}

/** A score of 0 without a vector is how the registry writes that there is none. */
export function advisoryScores(advisory: unknown): readonly Cvss[] {
  const given = field(advisory, "cvss");
  const vector = text(given, "vectorString");
  return vector === undefined
    ? []
    : [cvssOf({ score: number(given, "score"), vector })].filter((one) => one !== undefined);
}

type Place = { readonly tool: string; readonly pointer: string };

/**
 * One advisory of the registry's audit (npm 6, pnpm, yarn): an observation for each installed version that `findings`
 * names, and one without a version when it names none. False when the advisory cannot be used.
 */
export function readAdvisory(advisory: unknown, place: Place, sink: VulnerabilitySink): boolean {
  const id = advisoryId(advisory, ["id"]);
  const name = text(advisory, "module_name") ?? text(advisory, "name");
  if (id === undefined || name === undefined) {
    lose(sink, "audit advisories", "no id or no package");
    return false;
  }
  keep(sink, "audit advisories");
  const findings = list(advisory, "findings");
  const versions = findings.map((finding) => text(finding, "version"));
  const pointerOf = (index: number): string =>
    findings.length === 0 ? place.pointer : `${place.pointer}/findings/${index}`;
  keepVersions(versions, sink, (version, index) =>
    toObservation(advisory, {
      id,
      ref: npmPackage(name, version),
      tool: place.tool,
      source: { input: sink.input, pointer: pointerOf(index) },
    }),
  );
  return true;
}

/** One observation for each installed version, and one without a version when none is named. */
export function keepVersions(
  versions: readonly (string | undefined)[],
  sink: VulnerabilitySink,
  observe: (version: string | undefined, index: number) => Observation,
): void {
  const seen = new Set<string | undefined>();
  for (const [index, version] of (versions.length === 0 ? [undefined] : versions).entries()) {
    if (seen.has(version)) leaveOut(sink, "vulnerable versions", "another path to the same package");
    else keep(sink, "vulnerable versions", observe(version, index));
    seen.add(version);
  }
}

type Named = {
  readonly id: string;
  readonly ref: PackageRef;
  readonly tool: string;
  readonly source: Observation["source"];
};

function toObservation(advisory: unknown, { id, ref, tool, source }: Named): Observation {
  return observationOf({
    id,
    names: texts(advisory, "cves"),
    package: ref,
    word: text(advisory, "severity"),
    cvss: advisoryScores(advisory),
    cwes: advisoryCwes(advisory),
    fixedIn: fixedVersions([text(advisory, "patched_versions") ?? ""]),
    title: text(advisory, "title"),
    tool,
    source,
  });
}
