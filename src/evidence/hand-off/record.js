import { canonical, isSame, sha256Of, textOf, unbase64 } from "./bytes.js";
import { fail, oneOf } from "./results.js";
import { signatureFiles } from "./signed.js";
import { leafHash, readCheckpoint, readCount, rootOfProof } from "./trees.js";

/* A run in the log: the lines about it, and the proof beside it. */

/** Member of the line of a run that was encrypted anew: the manifest that was replaced. */
const previous = "previous/manifest.json";

async function subjectOfRun({ manifest, read, self }) {
  const subject = { bundle: manifest.bundle.sha256, "manifest.json": self };
  const decision = manifest.files.find(({ name }) => name === "decision.json");
  if (decision !== undefined) subject["decision.json"] = decision.sha256;
  for (const name of signatureFiles) {
    const bytes = await read(name);
    if (bytes !== undefined) subject[name] = await sha256Of(bytes);
  }
  return canonical(subject);
}

function isAbout(line, { mode, run_id }) {
  return (
    ["decision.made", "evidence.rekeyed"].includes(line?.event) &&
    line.run === run_id &&
    (line.data?.mode ?? mode) === mode
  );
}

/** Each line about the run follows from the one before, and the last has the digests of what is here. */
export async function checkRecord(run, log) {
  const what = "audit log";
  let before;
  for (const { line } of log.lines.filter((one) => isAbout(one.line, run.manifest))) {
    const isSound = isNext(line, before) && (line.data?.verdict ?? run.manifest.verdict) === run.manifest.verdict;
    if (!isSound) return [fail(what, `line ${line.seq + 1} names this run with other digests or another verdict`)];
    before = digestsIn(line);
  }
  const isRecorded = before !== undefined && canonical(before) === (await subjectOfRun(run));
  return [oneOf(what, isRecorded, "records this run", "records this run with other digests, or not at all")];
}

/** A run that is made again has the same digests; one that is encrypted anew names the manifest that it replaces. */
function isNext(line, before) {
  const now = digestsIn(line);
  if (line.event === "decision.made") return before === undefined || canonical(before) === canonical(now);
  const replaced = line.subject?.[previous];
  return replaced !== undefined && replaced === before?.["manifest.json"] && now.bundle === before.bundle;
}

function digestsIn({ subject = {} }) {
  const { [previous]: _, ...digests } = subject;
  return digests;
}

/** audit.tlog-proof (c2sp.org/tlog-proof): the line of the run is in the tree of a signed checkpoint. */
export async function checkProof(run, log) {
  const { log_key: logKey } = run.manifest;
  if (logKey === undefined) return [];
  const what = "log proof";
  const bytes = await run.read("audit.tlog-proof");
  if (bytes === undefined) return [fail(what, "is missing")];
  const proof = textOf(bytes);
  const end = proof.indexOf("\n\n");
  const [header, extra, index, ...hashes] = proof.slice(0, end).split("\n");
  if (header !== "c2sp.org/tlog-proof@v1" || !extra?.startsWith("extra ") || !index?.startsWith("index "))
    return [fail(what, "is none")];
  const leaf = await leafHash(unbase64(extra.slice(6)));
  const seq = readCount(index.slice(6));
  const entry = log.lines.find((one) => one.line?.seq === seq && isSame(one.leaf, leaf));
  if (entry === undefined) return [fail(what, "is of a line that is not in the log")];
  if (!isAbout(entry.line, run.manifest) || canonical(digestsIn(entry.line)) !== (await subjectOfRun(run)))
    return [fail(what, "is of another line")];
  const checkpoint = readCheckpoint(proof.slice(end + 2));
  const root = await rootOfProof({ index: seq, size: checkpoint.size, leaf, hashes: hashes.map(unbase64) });
  const isProved =
    root !== undefined && isSame(root, checkpoint.root) && (await checkpoint.signedBy(unbase64(logKey))) === "signed";
  const good = `entry ${seq} of ${checkpoint.size}, in a checkpoint signed with the log key ${logKey}`;
  return [oneOf(what, isProved, good, `does not lead to a checkpoint signed with the log key ${logKey}`)];
}
