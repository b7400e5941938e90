import { firstLine, quote } from "./visible.ts";

/** Characters at the start of a file that are enough to tell what it is. */
const sampleLength = 4096;

/** The first element of an XML text: after declarations, comments and the document type. */
const xmlElement = /<([A-Za-z_][\w.-]{0,60}(?::[\w.-]{1,60})?)/;

/** What the text of a format that is never read looks like, in words for a message; undefined when it is none of them. */
export function foreignText(text: string): string | undefined {
  const start = text.slice(0, sampleLength).trimStart();
  if (start.startsWith("<")) return xmlText(start);
  if (start.startsWith("b'") || start.startsWith('b"')) {
    return `a Python byte string that was printed instead of written: ${quote(firstLine(start))}`;
  }
  if (start.startsWith("-----BEGIN ")) return `a PEM file: ${quote(firstLine(start))}`;
  return /^(?:export|var|let|const|function|module\.exports)\b/.test(start)
    ? `program text: ${quote(firstLine(start))}`
    : undefined;
}

/** Other XML may be a report. */
function xmlText(start: string): string | undefined {
  const name = xmlElement.exec(start)?.[1];
  if (name === undefined) return `markup: ${quote(firstLine(start))}`;
  if (name.toLowerCase() === "html") return "an HTML page, perhaps of a login or an error";
  if (name === "Document" && start.includes("<spdxVersion>")) return "SPDX in XML";
  return name === "rdf:RDF" ? "RDF/XML" : undefined;
}

/** Formats of bytes that arrive where text is expected, by their first bytes. */
const magics: readonly (readonly [name: string, first: readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]], // an archive of nothing
  ["Zstandard", [0x28, 0xb5, 0x2f, 0xfd]],
  ["PDF", [0x25, 0x50, 0x44, 0x46]],
];

/** The name of the binary format that the bytes start like. */
export function binaryFormat(bytes: Uint8Array): string | undefined {
  return magics.find(([, first]) => first.every((byte, index) => bytes[index] === byte))?.[0];
}
