import { createHash } from "node:crypto";
import type { InputBytes, InputKind } from "../../src/domain/input-file.ts";

/** An input as the reader of files makes it. */
export function inputOf(name: string, content: string | Uint8Array, expected?: InputKind): InputBytes {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { name, bytes, sha256, ...(expected !== undefined && { expected }) };
}

/** UTF-16 bytes of a text, with or without the byte-order mark. */
export function utf16(text: string, order: "le" | "be", mark: boolean): Uint8Array {
  const units = [...(mark ? "\ufeff" : ""), ...text].join("");
  const bytes = new Uint8Array(units.length * 2);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < units.length; i++) view.setUint16(i * 2, units.charCodeAt(i), order === "le");
  return bytes;
}
