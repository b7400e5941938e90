import type { Finding } from "../../../domain/finding.ts";
import type { Source } from "../../../domain/source.ts";
import { at, field, hasList, isObject, text, type WireObject } from "../../../standards/wire.ts";
import { findingOf } from "./finding-draft.ts";
import { unreadable } from "./finding-sieve.ts";
import { lineNumber } from "./report-text.ts";

/** A secret of TruffleHog 3. */
export function isSecret(entry: unknown): boolean {
  return isObject(field(entry, "SourceMetadata")) && text(entry, "DetectorName") !== undefined;
}

/** A leak of TruffleHog 2. */
export function isLegacyLeak(entry: unknown): boolean {
  return hasList(entry, "stringsFound") && text(entry, "reason") !== undefined;
}

/** A finding of either, or why it is none. `Raw`, `RawV2`, `stringsFound`, `diff` hold the secret and go nowhere. */
export function secretOf(entry: unknown, source: Source): Finding | string {
  if (isSecret(entry)) return detected(entry, source);
  return isLegacyLeak(entry) ? legacy(entry, source) : unreadable;
}

/** TruffleHog rates nothing; that a secret was verified means that it works. */
function detected(entry: unknown, source: Source): Finding {
  const detector = text(entry, "DetectorName") ?? "";
  const isVerified = field(entry, "Verified") === true;
  const place = placeOf(at(entry, "SourceMetadata", "Data"));
  return findingOf({
    ruleId: detector,
    tool: "trufflehog",
    level: isVerified ? "verified" : "unverified",
    severity: "unknown",
    message: `${isVerified ? "verified" : "unverified"} secret of ${detector}`,
    file: text(place, "file") ?? text(place, "path"),
    line: lineNumber(field(place, "line")),
    resource: resourceOf(place),
    source,
  });
}

/** `Data` has one member, named after the sort of source: `Git`, `Filesystem`, `Docker`, `S3`. */
function placeOf(data: unknown): WireObject {
  const places = isObject(data) ? Object.values(data) : [];
  return places.find(isObject) ?? {};
}

/** What holds the file when that is no repository: an image, a bucket. */
function resourceOf(place: WireObject): string | undefined {
  const image = text(place, "image");
  if (image === undefined) return text(place, "bucket");
  const tag = text(place, "tag");
  return tag === undefined ? image : `${image}:${tag}`;
}

function legacy(entry: unknown, source: Source): Finding {
  const reason = text(entry, "reason") ?? "";
  return findingOf({
    ruleId: reason,
    tool: "trufflehog",
    level: undefined,
    severity: "unknown",
    message: `secret that the check ${reason} finds`,
    file: text(entry, "path"),
    source,
  });
}
