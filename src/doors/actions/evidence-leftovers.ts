import { join } from "node:path";
import type { Runtime } from "../../domain/runtime.ts";
import { manifestFile } from "../../evidence/bundle.ts";
import { type Check, fail, unknown } from "../../evidence/check.ts";
import { checkTombstone, readTombstone, tombstoneName } from "../../evidence/tombstone.ts";
import type { VerifyMeans } from "../../evidence/verify.ts";
import type { CheckGroup } from "./check-groups.ts";
import { maxManifestBytes } from "./evidence-list.ts";
import { asideIn, asideOf, nameText, type RunName, tombstonesIn } from "./evidence-runs.ts";

/** What `verify` says of runs that are gone or on their way. */

type Means = Pick<VerifyMeans, "log" | "logKeys">;

/** Tombstones, and runs that stand aside. */
export function leftoverGroups(evidenceDir: string, means: Means, runtime: Runtime): readonly CheckGroup[] {
  const gone = tombstonesIn(evidenceDir, runtime).map((name) => tombstoneGroup(evidenceDir, name, means, runtime));
  const aside = asideIn(evidenceDir, runtime).map((name) => asideGroup(evidenceDir, name));
  return [...gone, ...aside];
}

/** The tombstone of a run: that it is sound, that the log knows it, and that nothing stands of the run any more. */
export function tombstoneGroup(evidenceDir: string, name: RunName, means: Means, runtime: Runtime): CheckGroup {
  const file = tombstoneName(name.run);
  const bytes = runtime.files.read(join(evidenceDir, name.mode, file), maxManifestBytes) ?? new Uint8Array();
  const checks = checkTombstone(bytes, { place: name, log: means.log, logKeys: means.logKeys });
  const isSound = checks.every(({ status }) => status !== "fail");
  const remains = isSound ? remainsOf(evidenceDir, name, readTombstone(bytes, file).manifest, runtime) : [];
  return { subject: join(name.mode, file), checks: [...checks, ...remains] };
}

function remainsOf(evidenceDir: string, name: RunName, manifest: string, runtime: Runtime): readonly Check[] {
  const directory = join(evidenceDir, name.mode, name.run);
  if (runtime.files.list(directory) === undefined) return [];
  const found = runtime.files.read(join(directory, manifestFile), maxManifestBytes);
  if (found === undefined || new TextDecoder().decode(found) !== manifest) {
    return [fail("removal", "INTEGRITY_MANIFEST", `another run stands in ${nameText(name)}`)];
  }
  return [
    unknown("removal", `was interrupted, and the run still stands there: fixops evidence prune ${nameText(name)}`),
  ];
}

function asideGroup(evidenceDir: string, name: RunName): CheckGroup {
  const detail = `${nameText(name)} is being rekeyed or removed, or was when that was interrupted: fixops evidence list finishes it`;
  return { subject: asideOf(evidenceDir, name), checks: [unknown("place", detail)] };
}
