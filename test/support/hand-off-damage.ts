import { canonicalJson } from "../../src/standards/jcs.ts";
import { leafHash } from "../../src/standards/merkle.ts";
import { sha256Hex } from "../../src/standards/sha256.ts";
import type { HandOff } from "./hand-off.ts";
import { stranger } from "./sample-keys.ts";
import { bytesOf, textOf } from "./workspace.ts";

/** Ways to damage a hand-off copy, each with a seed. */

/** A number from 0 below a bound, the same ones for a seed. */
export type Random = (below: number) => number;

/** Mulberry32: 32 bits of state are enough to choose bytes. */
export function randomOf(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Changes a copy; `other` is a sound one with other contents, whose first run has the same files. */
export type Damage = (files: HandOff, random: Random, other: HandOff) => void;

const logPath = "audit/audit.jsonl";

/** What a check could look at. */
export function checkedFiles(files: HandOff): readonly string[] {
  return [...files.keys()].filter((path) => path.includes("/") && !path.startsWith("keys/")).toSorted();
}

function runOf(files: HandOff): string {
  const path = [...files.keys()].find((one) => one.endsWith("/manifest.json")) ?? "";
  return path.slice(0, path.lastIndexOf("/"));
}

function pick(files: HandOff, random: Random): string {
  const paths = checkedFiles(files);
  return paths[random(paths.length)] ?? logPath;
}

function linesOf(files: HandOff): string[] {
  return textOf(files.get(logPath)).split("\n").slice(0, -1);
}

function setLines(files: HandOff, lines: readonly string[]): void {
  files.set(logPath, bytesOf(lines.map((line) => `${line}\n`).join("")));
}

/** The lines numbered and chained anew, as somebody would who can write the log but not sign it. */
function chainAnew(files: HandOff, lines: readonly string[]): void {
  let prev = "0".repeat(64);
  const chained = lines.map((line, seq) => {
    const text = canonicalJson({ ...JSON.parse(line), prev, seq });
    prev = leafHash(bytesOf(text));
    return text;
  });
  setLines(files, chained);
  files.delete("audit/head");
}

/** A document of the run changed, its digest in the manifest and that of the manifest made anew. */
export function forge(files: HandOff, change: (manifest: Record<string, unknown>) => void): void {
  const path = `${runOf(files)}/manifest.json`;
  const manifest: Record<string, unknown> = JSON.parse(textOf(files.get(path)));
  change(manifest);
  const { manifest_sha256: _, ...rest } = manifest;
  files.set(path, bytesOf(`${canonicalJson({ ...rest, manifest_sha256: sha256Hex(canonicalJson(rest)) })}\n`));
}

/** The log rewritten for the files as they are, as if they had been recorded so. */
export function recordAnew(files: HandOff): void {
  const run = runOf(files);
  const manifest = JSON.parse(textOf(files.get(`${run}/manifest.json`)));
  const lines = linesOf(files).map((line) => {
    const value = JSON.parse(line);
    if (value.run !== manifest.run_id || value.subject === undefined) return line;
    const subject = { ...value.subject, bundle: manifest.bundle.sha256 };
    for (const name of Object.keys(subject)) {
      const bytes = files.get(`${run}/${name}`);
      if (bytes !== undefined) subject[name] = sha256Hex(bytes);
    }
    return canonicalJson({ ...value, data: { ...value.data, verdict: manifest.verdict }, subject });
  });
  chainAnew(files, lines);
}

/** One line of the log changed as text, and the others chained to it. */
export function changeLine(files: HandOff, change: (line: string) => string): void {
  const [first = "", ...rest] = linesOf(files);
  const changed = change(first);
  const lines = [changed];
  for (const line of rest) {
    lines.push(canonicalJson({ ...JSON.parse(line), prev: leafHash(bytesOf(lines.at(-1) ?? "")) }));
  }
  setLines(files, lines);
  files.delete("audit/head");
}

const flip: Damage = (files, random) => {
  const path = pick(files, random);
  const bytes = Uint8Array.from(files.get(path) ?? []);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ ([0x01, 0x20, 0x80, 0xff][random(4)] ?? 1);
  files.set(path, bytes);
};

const zero: Damage = (files, random) => {
  const path = pick(files, random);
  const bytes = Uint8Array.from(files.get(path) ?? []);
  bytes[random(bytes.length)] = 0;
  files.set(path, bytes);
};

const truncate: Damage = (files, random) => {
  const path = pick(files, random);
  const bytes = files.get(path) ?? new Uint8Array();
  // A log that ends in the midst of a line is legal in itself, but its head tells.
  files.set(path, bytes.subarray(0, random(bytes.length)));
};

const lengthen: Damage = (files, random) => {
  const paths = checkedFiles(files).filter((one) => one !== logPath);
  const path = paths[random(paths.length)] ?? "";
  const more = [0x0a, 0x20, 0x00][random(3)] ?? 0;
  files.set(path, Uint8Array.of(...(files.get(path) ?? []), more));
};

const insertZero: Damage = (files, random) => {
  const bytes = files.get(logPath) ?? new Uint8Array();
  const at = random(bytes.length);
  files.set(logPath, Uint8Array.of(...bytes.subarray(0, at), 0, ...bytes.subarray(at)));
};

const remove: Damage = (files, random) => {
  const paths = checkedFiles(files).filter((path) => !/^audit\/(?:head|checkpoint)$/.test(path));
  files.delete(paths[random(paths.length)] ?? logPath);
};

const add: Damage = (files, random) => {
  const names = ["more.txt", ".hidden", "manifest.json.bak", "sub/file", "-rf", "a b"];
  files.set(`${runOf(files)}/${names[random(names.length)]}`, bytesOf("x"));
};

/** In the key that came with the copy: to be used when the reader has none. */
const flipKey: Damage = (files, random) => {
  const path = [...files.keys()].find((one) => one.startsWith("keys/")) ?? "";
  const bytes = Uint8Array.from(files.get(path) ?? []);
  const at = random(bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  files.set(path, bytes);
};

const exchangeKey: Damage = (files) => {
  const path = [...files.keys()].find((one) => one.startsWith("keys/")) ?? "";
  files.set(path, bytesOf(stranger.publicKey.pem));
};

const swapLines: Damage = (files, random) => {
  const lines = linesOf(files);
  const at = random(lines.length - 1);
  const [one = "", two = ""] = lines.splice(at, 2);
  lines.splice(at, 0, two, one);
  setLines(files, lines);
};

const dropLine: Damage = (files, random) => {
  const lines = linesOf(files);
  lines.splice(random(lines.length), 1);
  setLines(files, lines);
};

const repeatLine: Damage = (files, random) => {
  const lines = linesOf(files);
  const at = random(lines.length);
  lines.splice(at, 0, lines[at] ?? "");
  setLines(files, lines);
};

const crlf: Damage = (files) => {
  files.set(logPath, bytesOf(textOf(files.get(logPath)).replaceAll("\n", "\r\n")));
};

/** A line behind the first changed and all of them chained anew: seen by the checkpoint, or because it is that of the run. */
const rewriteLog: Damage = (files) => {
  const run = runOf(files).split("/")[1];
  const lines = linesOf(files).map((line) => {
    const value = JSON.parse(line);
    return value.run === run ? canonicalJson({ ...value, data: { ...value.data, mode: "none" } }) : line;
  });
  chainAnew(files, lines);
};

/** A file of the other copy's run in the place of ours. */
const exchange: Damage = (files, random, other) => {
  const [run, foreign] = [runOf(files), runOf(other)];
  const shared = checkedFiles(files).filter((one) => {
    const name = one.slice(run.length + 1);
    const theirs = other.get(`${foreign}/${name}`);
    return one.startsWith(`${run}/`) && theirs !== undefined && textOf(theirs) !== textOf(files.get(one));
  });
  const path = shared[random(shared.length)] ?? "";
  files.set(path, other.get(`${foreign}/${path.slice(run.length + 1)}`) ?? new Uint8Array());
};

const exchangeLog: Damage = (files, random, other) => {
  const names = ["audit/audit.jsonl", "audit/head", "audit/checkpoint"].filter(
    (one) => files.has(one) && other.has(one),
  );
  const name = names[random(names.length)] ?? logPath;
  files.set(name, other.get(name) ?? new Uint8Array());
};

function move(files: HandOff, to: (run: string) => string): void {
  const run = runOf(files);
  for (const [path, bytes] of [...files]) {
    if (!path.startsWith(`${run}/`)) continue;
    files.delete(path);
    files.set(`${to(run)}${path.slice(run.length)}`, bytes);
  }
}

const rename: Damage = (files) => move(files, (run) => `${run}x`);

const hide: Damage = (files) => move(files, (run) => run.replace("/", "/."));

const changeMode: Damage = (files) =>
  move(files, (run) =>
    run.startsWith("demo/") ? run.replace("demo/", "enterprise/") : run.replace("enterprise/", "demo/"),
  );

const moreRuns: Damage = (files, random) => {
  const run = runOf(files);
  const place = ["others", "others/run"][random(2)];
  files.set(`${place}/manifest.json`, files.get(`${run}/manifest.json`) ?? new Uint8Array());
};

const strayFile: Damage = (files) => {
  files.set(`${runOf(files).split("/")[0]}/stray`, bytesOf("x"));
};

const forgeVerdict: Damage = (files) => {
  forge(files, (manifest) => {
    manifest["verdict"] = manifest["verdict"] === "GO" ? "CONDITIONAL" : "GO";
  });
};

/** The whole log with it; then only what the decision says tells, or the signatures. */
const forgeVerdictAndLog: Damage = (files) => {
  forgeVerdict(files, () => 0, new Map());
  recordAnew(files);
};

const forgeList: Damage = (files) => {
  const run = runOf(files);
  forge(files, (manifest) => {
    const { files: listed } = manifest as { files: { name: string }[] };
    const dropped = listed.pop();
    files.delete(`${run}/${dropped?.name}`);
  });
  recordAnew(files);
};

const forgeMember: Damage = (files) => {
  forge(files, (manifest) => {
    manifest["approved"] = true;
  });
  recordAnew(files);
};

const forgeSpace: Damage = (files) => {
  const path = `${runOf(files)}/manifest.json`;
  files.set(path, bytesOf(textOf(files.get(path)).replace('","', '", "')));
  recordAnew(files);
};

const forgePlain: Damage = (files) => {
  forge(files, (manifest) => {
    manifest["bundle"] = { ...(manifest["bundle"] as object), sha256: "ab".repeat(32) };
  });
  recordAnew(files);
};

/** A bundle of a size that the digest does not tell. */
const forgeSize: Damage = (files) => {
  forge(files, (manifest) => {
    const { files: listed } = manifest as { files: { bytes: number }[] };
    for (const file of listed) file.bytes++;
  });
  recordAnew(files);
};

/** Damages that happen, more of the likely kind; each is done with several seeds. */
export const damages: readonly (readonly [name: string, damage: Damage])[] = [
  ...Array.from({ length: 28 }, () => ["a bit", flip] as const),
  ...Array.from({ length: 6 }, () => ["a zero byte", zero] as const),
  ...Array.from({ length: 10 }, () => ["cut off", truncate] as const),
  ...Array.from({ length: 8 }, () => ["longer", lengthen] as const),
  ["a bit of the key", flipKey],
  ["a bit of the key", flipKey],
  ["another key under the name of the signer's", exchangeKey],
  ["a zero byte more in the log", insertZero],
  ["a zero byte more in the log", insertZero],
  ...Array.from({ length: 6 }, () => ["a file removed", remove] as const),
  ...Array.from({ length: 6 }, () => ["a file added", add] as const),
  ["lines swapped", swapLines],
  ["lines swapped", swapLines],
  ["a line dropped", dropLine],
  ["a line dropped", dropLine],
  ["a line repeated", repeatLine],
  ["a line repeated", repeatLine],
  ["lines of another system", crlf],
  ["the log rewritten", rewriteLog],
  ["the log rewritten", rewriteLog],
  ...Array.from({ length: 8 }, () => ["a file of another run", exchange] as const),
  ...Array.from({ length: 4 }, () => ["a log of another copy", exchangeLog] as const),
  ["the run renamed", rename],
  ["the run hidden", hide],
  ["the run in another mode", changeMode],
  ["a run elsewhere", moreRuns],
  ["a run elsewhere", moreRuns],
  ["a file among the runs", strayFile],
  ["another verdict in the manifest", forgeVerdict],
  ["another verdict in manifest and log", forgeVerdictAndLog],
  ["a file less in manifest and log", forgeList],
  ["a member more in manifest and log", forgeMember],
  ["a space in the manifest, and in the log", forgeSpace],
  ["other sizes in manifest and log", forgeSize],
  ["another plain digest in manifest and log", forgePlain],
];
