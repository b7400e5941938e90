import { decodeBase64, encodeBase64 } from "./base64.ts";

/** One block of textual encoding (RFC 7468): what it is called, and its DER. */
export type PemBlock = { readonly label: string; readonly der: Uint8Array };

/** Labels are few upper-case words; the class of the body holds no character of the lines around it. */
const block = /^\s*-----BEGIN ([A-Z0-9 ]{1,40})-----\s([A-Za-z0-9+/=\s]+)-----END ([A-Z0-9 ]{1,40})-----\s*$/;

/** Reads a text that is one PEM block and nothing else. Throws a SyntaxError that does not repeat the text. */
export function parsePem(text: string): PemBlock {
  const [, label = "", body = "", end = ""] = block.exec(text) ?? [];
  const der = label === end ? decodeBase64(body.replaceAll(/\s/g, "")) : undefined;
  if (der === undefined || der.length === 0) throw new SyntaxError("expected one PEM block and nothing else");
  return { label, der };
}

/** 64 characters to a line (RFC 7468 §2), and a line feed at the end. */
export function pemText({ label, der }: PemBlock): string {
  const lines = encodeBase64(der).match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
