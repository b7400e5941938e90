import { compareText } from "../../../domain/order.ts";
import { field, isObject, text, type WireObject } from "../../../standards/wire.ts";

/** What Semgrep writes in place of a fingerprint when nobody is logged in; as one it would merge all findings. */
export const noFingerprint = "requires login";

/**
 * `key=value` of the first fingerprint in text order of the keys; `fingerprints` (SARIF 2.1.0 §3.27.17), which are
 * stable by definition, before `partialFingerprints` (§3.27.18), which each contribute to an identity.
 */
export function fingerprintOf(result: WireObject): string | undefined {
  return (
    firstFingerprint(field(result, "fingerprints"), () => true) ??
    firstFingerprint(field(result, "partialFingerprints"), tellsApart)
  );
}

function firstFingerprint(prints: unknown, isUsable: (key: string) => boolean): string | undefined {
  if (!isObject(prints)) return undefined;
  let first: string | undefined;
  for (const key of Object.keys(prints)) {
    const value = text(prints, key);
    const isFirst = first === undefined || compareText(key, first) < 0;
    if (value !== undefined && value !== noFingerprint && isFirst && isUsable(key)) first = key;
  }
  return first === undefined ? undefined : `${first}=${text(prints, first)}`;
}

/**
 * Partial fingerprints that many results share: who committed when (Gitleaks), hashes of the whole file or of little of
 * the line (sast-scan), the column (CodeQL). As the identity of a result they would merge different ones.
 */
const shared: ReadonlySet<string> = new Set([
  "author",
  "commitmessage",
  "commitsha",
  "date",
  "email",
  "primarylocationstartcolumnfingerprint",
  "scanfilehash",
  "scanprimarylocationhash",
]);

function tellsApart(key: string): boolean {
  return !shared.has(key.toLowerCase());
}
