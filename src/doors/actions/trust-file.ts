import { dirname, join } from "node:path";
import type { AppendOptions, AuditEvent, AuditReceipt, Runtime } from "../../domain/runtime.ts";
import { maxTrustBytes, parseTrustList, type TrustList, trustListText } from "../../evidence/trust-list.ts";
import { readKeyFile } from "./key-file.ts";

/** Reads a trust list. Throws USAGE_KEY_MISSING when there is none, USAGE_KEY_INVALID when it is none. */
export function readTrustList(file: string, runtime: Runtime): TrustList {
  const bytes = readKeyFile({ path: file, what: "the trust list", givenBy: "--trust" }, maxTrustBytes, runtime);
  return parseTrustList(new TextDecoder().decode(bytes), file);
}

/** The same; nothing when there is no such file. */
export function findTrustList(file: string, runtime: Runtime): TrustList | undefined {
  const bytes = runtime.files.read(file, maxTrustBytes);
  return bytes && parseTrustList(new TextDecoder().decode(bytes), file);
}

/** Lets nobody else change a trust list until `work` is done with it. Throws IO_LOCKED. */
export function whileLocked<T>(file: string, work: () => T, runtime: Runtime): T {
  return runtime.files.exclusively(join(dirname(file), ".trust.lock"), work);
}

/** The bytes of a list, read once more as others will. Throws USAGE_KEY_INVALID for one that could not be read. */
export function trustListBytes(list: TrustList): Uint8Array {
  const text = trustListText(list);
  parseTrustList(text, list.file);
  return new TextEncoder().encode(text);
}

/** Where the log is, and what signs its next checkpoint. */
type Place = Pick<AppendOptions, "logKey"> & { readonly evidenceDir: string };

/**
 * Records what happened to a key, and writes the trust list that says so while the log is locked, so that it never says what
 * the log does not; the line names its digest. Throws IO_*, INTEGRITY_*, USAGE_KEY_INVALID.
 */
export function recordWith(
  event: AuditEvent,
  list: TrustList | undefined,
  { evidenceDir, logKey }: Place,
  runtime: Runtime,
): AuditReceipt {
  if (list === undefined) return runtime.auditLog.append(evidenceDir, event, { logKey });
  const bytes = trustListBytes(list);
  runtime.files.assertReplaceable(list.file);
  const subject = { "trust.json": runtime.sha256(bytes) };
  const commit = () => runtime.files.writeFile(list.file, bytes);
  return runtime.auditLog.append(evidenceDir, { ...event, subject }, { logKey, commit });
}
