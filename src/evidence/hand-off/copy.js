import { latin } from "./bytes.js";
import { checkSigners, readLog } from "./log.js";
import { attempt, fail } from "./results.js";
import { checkRun } from "./run.js";
import { readKey } from "./signatures.js";

/* All of a copy: the log, the keys that came along, the runs. */

/**
 * `copy`: { paths, has(path), read(path) } with paths below the folder; `given`: { keys: PEM texts, fernet: key or "" }.
 * Gives groups of checks, { subject, checks }.
 */
export async function verifyCopy(copy, given) {
  const log = await readLog(copy);
  const keys = await readKeys(copy, given);
  const runs = [
    ...new Set(copy.paths.flatMap((path) => /^(?:demo|enterprise)\/(?!\.tmp-)[^/]+(?=\/)/.exec(path) ?? [])),
  ];
  const groups = [];
  const logKeys = new Set();
  for (const directory of runs.toSorted()) {
    const checks = await attempt("manifest", () => checkRun(copy, directory, { ...given, keys, log, logKeys }));
    groups.push({ subject: directory, checks });
  }
  const checkpoints = await checkSigners(copy, log, [...logKeys]);
  const none = runs.length === 0 ? [fail("runs", "there is none")] : [];
  return [
    { subject: "audit log", checks: [...log.checks, ...keys.checks, ...checkpoints, ...strays(copy), ...none] },
    ...groups,
  ];
}

/** Files among the runs, and runs where none are looked for. */
function strays({ paths }) {
  const isStray = (path) =>
    /^(?:demo|enterprise|audit)$|^(?:demo|enterprise)\/(?!\.tmp-)[^/]+$/.test(path) ||
    (/^[^/]+\/(?:[^/]+\/)?manifest\.json$/.test(path) && !/^(?:demo|enterprise)\/[^/]+\//.test(path));
  return paths.filter(isStray).map((path) => fail("place", `${path} does not belong here`));
}

/** Keys that were given, else those that came with the copy, which must be what their names say. */
async function readKeys(copy, given) {
  const isGiven = given.keys.length > 0;
  const paths = isGiven ? [] : copy.paths.filter((path) => /^keys\/[^/]+\.pub$/.test(path));
  const own = await Promise.all(paths.map(async (path) => ({ path, pem: latin(await copy.read(path)) })));
  const all = [];
  const checks = [];
  for (const { path, pem } of [...own, ...given.keys.map((one) => ({ path: "given key", pem: one }))]) {
    checks.push(...(await attempt(path, () => addKey(all, path, pem))));
  }
  return { checks, isGiven, all };
}

async function addKey(all, path, pem) {
  const key = await readKey(pem);
  const isNamed = path === "given key" || (path === `keys/${key.id}.pub` && key.pem === pem);
  if (!isNamed) return [fail(path, "is not the key that its name says")];
  all.push(key);
  return [];
}
