import { FixopsError } from "../../domain/error.ts";
import type { Runtime } from "../../domain/runtime.ts";
import type { KeyUsage, TrustEntry, TrustList } from "../../evidence/trust-list.ts";
import { deriveLogKey } from "../../standards/log-key.ts";
import { publicKeyOfPrivate } from "../../standards/private-key.ts";
import { parsePublicKey } from "../../standards/signature.ts";
import { clockOf } from "./clock.ts";
import { readKeyFile } from "./key-file.ts";
import type { Result } from "./result.ts";
import { findTrustList, trustListBytes, whileLocked } from "./trust-file.ts";
import { readPublicKey } from "./verify-keys.ts";

export type TrustKeyRequest = {
  /** A public key; or a private one, whose log key is listed with it. */
  readonly path: string;
  readonly trust: string;
  /** What a public key may sign. */
  readonly usage: KeyUsage;
  /** From when on; now unless given. */
  readonly from?: string | undefined;
};

/** Lists a key in a trust list, which is made when it is not there. Throws USAGE_KEY_*, USAGE_BAD_VALUE, IO_*. */
export function trustKey(request: TrustKeyRequest, runtime: Runtime): Result {
  const { trust } = request;
  const added = entriesOf(request, clockOf(runtime, request.from), runtime);
  const write = () => {
    const list = withEntries(findTrustList(trust, runtime) ?? { file: trust, entries: [] }, added);
    runtime.files.writeFile(trust, trustListBytes(list));
  };
  whileLocked(trust, write, runtime);
  const json = added.map(({ key, usage, validFrom }) => ({ key_id: key.keyId, usage, valid_from: validFrom }));
  const lines = added.map(
    ({ key, usage, validFrom }) => `${key.keyId}\n  may sign ${words[usage[0] ?? "log"]} from ${validFrom} on\n`,
  );
  return { text: lines.join(""), json: { trust, keys: json }, exitCode: 0 };
}

const words: Record<KeyUsage, string> = { evidence: "evidence", log: "checkpoints of the log" };

/** A key takes some hundred bytes. */
const maxBytes = 4096;

function entriesOf({ path, usage }: TrustKeyRequest, validFrom: string, runtime: Runtime): readonly TrustEntry[] {
  const bytes = readKeyFile({ path, what: "the key", givenBy: "FILE" }, maxBytes, runtime);
  const isPrivate = new TextDecoder().decode(bytes).includes("PRIVATE KEY");
  if (!isPrivate) return [{ key: readPublicKey(path, runtime, "FILE"), usage: [usage], validFrom }];
  const pem = runtime.readSecret({ file: path, givenBy: "FILE" });
  // Says what is wrong with a key that is none.
  const { publicKey } = runtime.signer({ privateKey: pem });
  const own: TrustEntry = { key: parsePublicKey(publicKey), usage: [usage], validFrom };
  if (usage === "log") return [own];
  return [own, { key: publicKeyOfPrivate(deriveLogKey(pem).pem), usage: ["log"], validFrom }];
}

function withEntries({ file, entries }: TrustList, added: readonly TrustEntry[]): TrustList {
  const known = added.find(({ key }) => entries.some((one) => one.key.keyId === key.keyId));
  if (known === undefined) return { file, entries: [...entries, ...added] };
  throw new FixopsError("USAGE_KEY_INVALID", `${file} lists the key ${known.key.keyId} already`, {
    where: { file },
    hint: "keys rotate ends a key, keys revoke revokes it; what is listed otherwise is corrected by hand",
  });
}
