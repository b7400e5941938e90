import type { Cvss, PackageRef } from "../../../domain/vulnerability.ts";
import { optional } from "../../../standards/wire.ts";
import { registryPurl } from "./registry-purl.ts";
import { cvssOf } from "./scores.ts";

/** How Prisma Cloud, in twistcli's reports and in the console's exports, writes packages, fixes and scores. */

/** A Java package is `group_artifact`; only with one underscore and a dotted group is it certain where to cut. */
const javaName = /^((?:[a-z][a-z0-9-]*\.)+[a-z0-9-]+)_([A-Za-z0-9.-]+)$/;

/** The package, with its type when that is known. */
export function prismaPackage(name: string, version: string | undefined, type: string | undefined): PackageRef {
  const java = javaName.exec(name);
  const isJava = type === undefined || type === "jar" || type === "java";
  const plain = isJava && java !== null ? `${java[1]}:${java[2]}` : name;
  const word = java !== null && isJava ? "jar" : type;
  return {
    name: plain,
    ...optional("version", version),
    ...optional("purl", registryPurl(word, plain, version)),
    ...optional("ecosystem", type),
  };
}

/** `fixed in 2.15.0, 2.12.2`; with `>=` before a version too. Other statuses name none. */
export function fixesOfStatus(status: string | undefined): readonly string[] {
  const versions = /^fixed in (.{1,500})$/.exec(status ?? "")?.[1];
  return (
    versions
      ?.split(/, ?/)
      .map((version) => version.replace(/^>= ?/, ""))
      .filter((version) => /^\S+$/.test(version)) ?? []
  );
}

/** Without a vector the version is not told: read as 3.x, whose bands are the stricter ones. */
export function prismaScores(score: number | undefined, vector: string | undefined): readonly Cvss[] {
  // A score of 0 is how Prisma writes that there is none.
  const cvss = cvssOf({ version: "3.1", score: score === 0 ? undefined : score, vector });
  return cvss === undefined ? [] : [cvss];
}
