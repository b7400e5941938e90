import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { SealOptions } from "../../evidence/seal.ts";
import type { Overlay } from "../../overlay/schema.ts";
import { type KeySource, requireEvidenceKey } from "./evidence-key.ts";

/** How the bundle is sealed, as overlay and flags say. Throws USAGE_KEY_MISSING, USAGE_KEY_INVALID, USAGE_BAD_VALUE. */
export function sealOptions(
  overlay: Overlay,
  request: KeySource & { readonly asOf: string },
  runtime: Runtime,
): SealOptions {
  const { compress, encrypt } = overlay.evidence;
  if (encrypt) {
    const key = requireEvidenceKey(request, runtime);
    return { compress, encrypt: { key, iv: runtime.randomBytes(ivLength), now: Date.parse(request.asOf) / 1000 } };
  }
  if (request.keyFile === undefined && request.keyFd === undefined) return { compress };
  throw new FixopsError("USAGE_BAD_VALUE", "an evidence key was given, and the evidence is not to be encrypted", {
    hint: "add --encrypt, or leave the key out",
  });
}

/** AES block length, the IV of a Fernet token. */
const ivLength = 16;
