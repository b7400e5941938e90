import { z } from "zod";
import { FixopsError } from "../domain/error.ts";
import { canonicalJson } from "../standards/jcs.ts";
import { type Edge, leafHash, pushLeaf } from "../standards/merkle.ts";
import { firstPrev, headFile } from "./audit.ts";
import { sha256Schema } from "./document.ts";

/**
 * Where a log ends: all that the next line and the next checkpoint need, so that neither reads the log. The file `head`
 * holds it: derived, rebuilt when lost, but it notices a log that was cut short.
 */
export type AuditHead = {
  /** Lines. */
  readonly size: number;
  /** Leaf hash of the last line in hex; 64 zeros when there is none. */
  readonly leaf: string;
  /** Bytes of all lines. */
  readonly offset: number;
  /** Right edge of the Merkle tree over the lines. */
  readonly edge: Edge;
};

/** Of a log without lines. */
export const emptyHead: AuditHead = { size: 0, leaf: firstPrev, offset: 0, edge: [] };

/** The head after one more line, which is given without its line feed. */
export function advance({ size, offset, edge }: AuditHead, line: Uint8Array): AuditHead {
  const leaf = leafHash(line);
  return {
    size: size + 1,
    leaf,
    offset: offset + line.length + 1,
    edge: pushLeaf(edge, size, Uint8Array.fromHex(leaf)),
  };
}

/** The text of the file `head`. */
export function headText({ size, leaf, offset, edge }: AuditHead): string {
  return `${canonicalJson({ edge: edge.map((hash) => hash.toHex()), leaf, offset, size })}\n`;
}

/** Reads the file `head`. Throws INTEGRITY_LOG unless it is exactly what `headText` writes for a log with lines. */
export function readHead(bytes: Uint8Array): AuditHead {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  const result = headDocument.safeParse(parseOrNothing(text));
  const head = result.data && { ...result.data, edge: result.data.edge.map((hash) => Uint8Array.fromHex(hash)) };
  if (head !== undefined && head.edge.length === subtreesOf(head.size) && headText(head) === text) return head;
  const where = { file: headFile };
  throw new FixopsError("INTEGRITY_LOG", `the file ${headFile} of the audit log is damaged`, { where });
}

/** One complete subtree for each 1 among the binary digits. */
function subtreesOf(size: number): number {
  return size.toString(2).replaceAll("0", "").length;
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const headDocument = z.strictObject({
  edge: z.array(sha256Schema),
  leaf: sha256Schema,
  offset: z.int().min(1),
  size: z.int().min(1),
});
