import { canonical, digest, hex, isSame, parseCanonical, parseDocument, textOf, unbase64 } from "./bytes.js";
import { attempt, fail, oneOf, pass, unknown } from "./results.js";
import { count, fits, lineShape } from "./shapes.js";
import { leafHash, readCheckpoint, treeOf } from "./trees.js";

/* The log of a copy: those of closed years and the open one, each a chain of lines with its head and its latest checkpoint. */

const logPath = /^audit\/(?:shards\/[0-9]{4}\/)?(?=(?:audit\.jsonl|head|checkpoint)$)/;

/** { checks, lines: [{ line, leaf }] of all years, members: the logs } */
export async function readLog(copy) {
  const folders = new Set(copy.paths.flatMap((path) => logPath.exec(path) ?? []));
  const checks = [];
  const members = [];
  let before;
  // Years come first, and in order.
  for (const folder of [...[...folders].filter((one) => one !== "audit/").toSorted(), "audit/"]) {
    if (!copy.has(`${folder}audit.jsonl`)) {
      checks.push(fail(folder, "there is no log, and runs are recorded in one"));
      continue;
    }
    const member = await readMember(copy, folder);
    checks.push(...member.checks, ...(await attempt(folder, () => checkLink(before, member))));
    members.push(member);
    before = member;
  }
  return { checks, members, lines: members.flatMap(({ lines }) => lines) };
}

async function readMember(copy, folder) {
  const bytes = await copy.read(`${folder}audit.jsonl`);
  const lines = [];
  const problems = [];
  let [start, prev] = [0, "0".repeat(64)];
  for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, start)) {
    const raw = bytes.subarray(start, end);
    const leaf = await leafHash(raw);
    const line = lineOf(raw);
    if (line?.seq !== lines.length || line.prev !== prev) {
      problems.push(fail(`${folder} line ${lines.length + 1}`, "is no line, or does not follow from the one before"));
    }
    lines.push({ line, leaf, end: end + 1 });
    [start, prev] = [end + 1, hex(leaf)];
  }
  const chain =
    problems.length > 0 ? problems.slice(0, 20) : [pass(folder, `${lines.length} lines, last leaf ${prev}`)];
  const isTorn = start < bytes.length;
  const torn = isTorn ? [unknown(folder, "an append that was cut off stands at the end")] : [];
  const member = {
    folder,
    lines,
    isTorn,
    origin: `fixops-log/${lines.length > 0 ? hex(lines[0].leaf).slice(0, 16) : ""}`,
  };
  const head = await attempt(`${folder}head`, () => checkHead(copy, member));
  const checkpoint = await attempt(`${folder}checkpoint`, () => checkCheckpoint(copy, member));
  return { ...member, checks: [...chain, ...torn, ...head, ...checkpoint] };
}

function lineOf(raw) {
  try {
    const line = parseCanonical(textOf(raw));
    return fits(line, lineShape) ? line : undefined;
  } catch {
    return undefined;
  }
}

const treeOver = (lines, size) => treeOf(lines.slice(0, size).map(({ leaf }) => leaf));

async function checkHead(copy, { folder, lines }) {
  const path = `${folder}head`;
  if (!copy.has(path)) return [];
  const { size } = parseDocument(await copy.read(path));
  const last = count(size) ? lines[size - 1] : undefined;
  if (last === undefined) return [fail(path, `counts ${size} lines, the log has ${lines.length}`)];
  const { edge } = await treeOver(lines, size);
  const expected = { edge: edge.map(hex), leaf: hex(last.leaf), offset: last.end, size };
  const isSound = textOf(await copy.read(path)) === `${canonical(expected)}\n`;
  return [oneOf(path, isSound, `${size} lines`, "is not that of this log")];
}

async function checkCheckpoint(copy, { folder, lines, origin }) {
  const path = `${folder}checkpoint`;
  if (!copy.has(path)) return [];
  const found = readCheckpoint(textOf(await copy.read(path)));
  if (found.origin !== origin || found.size > lines.length) return [fail(path, "is of another log, or of more of it")];
  const root = found.size === 0 ? await digest(new Uint8Array()) : (await treeOver(lines, found.size)).root;
  return [oneOf(path, isSame(root, found.root), `the root of ${found.size} lines`, "is not of this log")];
}

/** A year's log ends in the line that closes it, and the next one begins with a line that names its root. */
async function checkLink(before, { folder, lines, isTorn }) {
  const first = lines[0]?.line;
  const isFirst = before === undefined && first?.event !== "log.opened";
  const isNext = before !== undefined && first !== undefined && (await opens(first, before));
  const year = /[0-9]{4}/.exec(folder)?.[0];
  const last = lines.at(-1)?.line;
  const isClosed = year === undefined || (last?.event === "log.closed" && last.data?.year === year && !isTorn);
  if ((isFirst || isNext) && isClosed) return [];
  return [fail(folder, "does not follow the log of the year before, or does not end as a closed one")];
}

async function opens({ event, subject, data }, { folder, lines, origin }) {
  const { root } = await treeOver(lines, lines.length);
  const closed = { closed: origin, size: lines.length, year: /[0-9]{4}/.exec(folder)?.[0] };
  const named = { leaf: hex(lines.at(-1)?.leaf ?? []), root: hex(root) };
  return canonical({ event, subject, data }) === canonical({ event: "log.opened", subject: named, data: closed });
}

/** Who signed the checkpoints, among the log keys that manifests name. */
export async function checkSigners(copy, { members }, logKeys) {
  const paths = members.map(({ folder }) => `${folder}checkpoint`).filter(copy.has);
  if (paths.length === 0 && logKeys.length > 0)
    return [fail("checkpoint", "is missing, and a manifest names a log key")];
  const checks = [];
  for (const path of paths) checks.push(...(await attempt(path, () => checkSigner(copy, path, logKeys))));
  return checks;
}

async function checkSigner(copy, path, logKeys) {
  const { signedBy } = readCheckpoint(textOf(await copy.read(path)));
  const found = await Promise.all(logKeys.map(async (key) => ({ key, by: await signedBy(unbase64(key)) })));
  const forged = found
    .filter(({ by }) => by === "forged")
    .map(({ key }) => fail(path, `the signature of ${key} does not hold`));
  const good = found.find(({ by }) => by === "signed");
  const signer = good
    ? pass(path, `is signed with the log key ${good.key}`)
    : unknown(path, "is signed with no log key that a manifest here names");
  return [...forged, signer];
}
