/** The parts of a CPE name that tell which product it is; absent where the name leaves them open (`*`, `-`, empty). */
export type Cpe = { readonly vendor: string; readonly product: string; readonly version?: string };

/**
 * Reads a CPE 2.3 formatted string or a CPE 2.2 URI (NISTIR 7695 §6), in lower case and without its escapes.
 * Undefined for a text that names no vendor and product.
 */
export function parseCpe(text: string): Cpe | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  const [, vendor, product, version] = parts.map(meaningOf);
  if (vendor === undefined || product === undefined) return undefined;
  return version === undefined ? { vendor, product } : { vendor, product, version };
}

/** Part, vendor, product, version and what follows. */
function partsOf(text: string): readonly string[] | undefined {
  if (text.length > maxLength) return undefined;
  if (/^cpe:2\.3:[aho]:/i.test(text)) return text.slice("cpe:2.3:".length).split(/(?<!\\):/);
  return /^cpe:\/[aho]:/i.test(text) ? text.slice("cpe:/".length).split(":") : undefined;
}

/** Eleven parts of at most some dozens of characters. */
const maxLength = 1024;

/** `apache\-http_server` → `apache-http_server`; a URI is percent-encoded instead. */
function meaningOf(part: string): string | undefined {
  if (part === "*" || part === "-" || part === "") return undefined;
  const plain = part.replace(/\\(.)/g, "$1").replace(/%[0-9a-f]{2}/gi, decoded);
  return plain.toLowerCase();
}

/** One octet; CPE names are ASCII. */
function decoded(octet: string): string {
  return String.fromCharCode(Number.parseInt(octet.slice(1), 16));
}
