import { digest, isSame, join, unbase64, utf8 } from "./bytes.js";
import { holds, spki } from "./signatures.js";

/* Merkle trees (RFC 6962 §2.1) and the checkpoints of logs as signed notes (c2sp.org). */

export const leafHash = (bytes) => digest(join(Uint8Array.of(0), bytes));

const nodeHash = (left, right) => digest(join(Uint8Array.of(1), left, right));

/** Roots of the full subtrees from left to right, and the root of it all. */
export async function treeOf(leaves) {
  const edge = [];
  let root;
  for (let level = leaves; level.length > 0; ) {
    if (level.length % 2 === 1) {
      edge.unshift(level.at(-1));
      root = root === undefined ? level.at(-1) : await nodeHash(level.at(-1), root);
    }
    const up = [];
    for (let at = 0; at + 1 < level.length; at += 2) up.push(await nodeHash(level[at], level[at + 1]));
    level = up;
  }
  return { edge, root: root ?? (await digest(new Uint8Array())) };
}

/** Root that an inclusion proof leads to (RFC 9162 §2.1.3.2); undefined when it has the wrong length. */
export async function rootOfProof({ index, size, leaf, hashes }) {
  let [fn, sn, root] = [BigInt(index), BigInt(size) - 1n, leaf];
  if (fn > sn) return undefined;
  for (const hash of hashes) {
    if (sn === 0n) return undefined;
    const isRight = fn % 2n === 1n || fn === sn;
    root = await (isRight ? nodeHash(hash, root) : nodeHash(root, hash));
    const levels = isRight ? levelsUp(fn) : 1n;
    [fn, sn] = [fn >> levels, sn >> levels];
  }
  return sn === 0n ? root : undefined;
}

/** Up past the last subtree that the node stands in on the left. */
function levelsUp(fn) {
  let levels = 1n;
  for (let rest = fn; rest !== 0n && rest % 2n === 0n; rest >>= 1n) levels++;
  return levels;
}

/** A count as logs write it. */
export function readCount(text) {
  if (!/^(?:0|[1-9][0-9]{0,14})$/.test(text)) throw new Error("has a number that is none");
  return Number(text);
}

/** A checkpoint as a signed note: { origin, size, root, signedBy }; the last tells of the raw bytes of an Ed25519 key. */
export function readCheckpoint(note) {
  const end = note.lastIndexOf("\n\n");
  if (end === -1 || !note.endsWith("\n")) throw new Error("is no signed note");
  const said = note.slice(0, end + 1);
  const [origin, size, root] = said.split("\n");
  const lines = note
    .slice(end + 2, -1)
    .split("\n")
    .map(signatureLine);
  const signedBy = async (rawKey) => {
    const key = { algorithm: "ed25519", der: join(spki.ed25519, rawKey) };
    const id = (await digest(join(utf8(`${origin}\n`), Uint8Array.of(1), rawKey))).subarray(0, 4);
    const own = lines.filter(({ name, bytes }) => name === origin && isSame(bytes.subarray(0, 4), id));
    const held = await Promise.all(own.map(({ bytes }) => holds(key, bytes.subarray(4), utf8(said))));
    if (held.length === 0) return "not signed";
    return held.every(Boolean) ? "signed" : "forged";
  };
  return { origin, size: readCount(size), root: unbase64(root), signedBy };
}

function signatureLine(line) {
  const [dash, name, signature, ...more] = line.split(" ");
  if (dash !== "—" || more.length > 0) throw new Error("has a signature without its form");
  return { name, bytes: unbase64(signature) };
}
