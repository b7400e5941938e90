import { parseJson, scanJson } from "../../../standards/json.ts";
import { decodeText } from "../../../standards/text.ts";
import { surveyNames } from "../../names.ts";

/** Levels of the JSON in a payload: SBOMs nest a few dozen. */
const maxDepth = 128;

/** A decoded payload, or why there is none. */
export type Payload = { readonly value: unknown } | { readonly unreadable: string };

/** The JSON in the payload of a DSSE envelope. */
export function payloadOf(bytes: Uint8Array): Payload {
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
