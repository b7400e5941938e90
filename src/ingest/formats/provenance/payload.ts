import { parseJson, scanJson } from "../../../standards/json.ts";
import { decodeText } from "../../../standards/text.ts";
import { surveyNames } from "../../names.ts";

/** Levels of the JSON in a payload: SBOMs nest a few dozen. */
const maxDepth = 128;

/** A decoded payload, or why there is none. */
export type Payload = { readonly value: unknown } | { readonly unreadable: string };

/**
 * The JSON in the payload of a DSSE envelope. DSSE allows both alphabets of base64 (RFC 4648 §4 and §5); padding must
 * be there, unused bits zero, and nothing stands between the characters, so that one payload has one text.
 */
export function payloadOf(given: string | undefined): Payload {
  if (given === undefined) return { unreadable: "it has no payload" };
  const bytes = strictBase64(given);
  return bytes === undefined ? { unreadable: "its payload is no base64" } : jsonOf(bytes);
}

function strictBase64(given: string): Uint8Array | undefined {
  const alphabet = /[-_]/.test(given) ? "base64url" : "base64";
  try {
    const bytes = Uint8Array.fromBase64(given, { alphabet, lastChunkHandling: "strict" });
    // The native decoder skips white space; the length gives it away.
    return given.length === Math.ceil(bytes.length / 3) * 4 ? bytes : undefined;
  } catch {
    return undefined;
  }
}

function jsonOf(bytes: Uint8Array): Payload {
  const unreadable = "its payload is no JSON";
  try {
    const { keys } = scanJson(bytes, maxDepth);
    const parsed = parseJson(decodeText(bytes).text);
    if (!parsed.ok) return { unreadable };
    // Of two members of one name the parser keeps the last; another reader may keep the first.
    if (surveyNames([parsed.value]).total !== keys) return { unreadable: "its payload repeats a name" };
    return { value: parsed.value };
  } catch (cause) {
    if (cause instanceof RangeError) return { unreadable: `its payload nests deeper than ${maxDepth} levels` };
    if (cause instanceof SyntaxError) return { unreadable };
    throw cause;
  }
}
