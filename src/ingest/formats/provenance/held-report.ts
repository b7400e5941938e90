import { field, hasList, isObject, text } from "../../../standards/wire.ts";

/**
 * The report that a predicate is or wraps, for people (`a CycloneDX document`); undefined for one that tells of a build,
 * a verification or anything else. Told by the type of the predicate, and by the shape of what it holds, as types vary.
 */
export function heldReport(predicateType: string, predicate: unknown): string | undefined {
  return ofType(predicateType) ?? ofShape(predicate) ?? wrapped(predicate);
}

/** Words in the types that the in-toto framework, Sigstore and the publishers of the formats give. */
const typeWords: readonly (readonly [word: RegExp, report: string])[] = [
  [/cyclonedx/i, "a CycloneDX document"],
  [/spdx/i, "an SPDX document"],
  [/openvex/i, "an OpenVEX document"],
  [/sarif/i, "a SARIF log"],
  [/\/vulns?\//i, "a vulnerability report"],
  [/\/test-result\//i, "a test result"],
];

function ofType(predicateType: string): string | undefined {
  return typeWords.find(([word]) => word.test(`${predicateType}/`))?.[1];
}

function ofShape(value: unknown): string | undefined {
  if (field(value, "bomFormat") !== undefined) return "a CycloneDX document";
  if (field(value, "spdxVersion") !== undefined) return "an SPDX document";
  const context = text(value, "@context") ?? "";
  if (context.includes("spdx.org")) return "an SPDX document";
  if (context.includes("openvex")) return "an OpenVEX document";
  if (hasList(value, "runs")) return "a SARIF log";
  return isObject(field(value, "scanner")) ? "a vulnerability report" : undefined;
}

/** Sigstore's own type wraps any document in `Data`, as an object or as its text. */
function wrapped(predicate: unknown): string | undefined {
  const data = field(predicate, "Data");
  if (typeof data === "string") return data.trim() === "" ? undefined : "a document in `Data`";
  return ofShape(data);
}
