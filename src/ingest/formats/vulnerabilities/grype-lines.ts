import { field, isObject } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue, jsonValues } from "../forms.ts";
import { grype } from "./grype.ts";

/** Grype's matches without the report around them: `grype -o jsonl` (one to a line), and the list that Grype before 0.7 wrote. */
export const grypeLines: Format = {
  id: "grype-jsonl",
  title: "Grype JSON Lines",
  sign: "matches with a `vulnerability`, an `artifact` and `matchDetails`, one to a line or in a list",
  versions: [],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const matches = matchesOf(document);
  return matches.length > 0 && matches.some(isMatch);
}

function matchesOf(document: Document): readonly unknown[] {
  const value = jsonValue(document);
  return Array.isArray(value) ? value : jsonValues(document);
}

function isMatch(value: unknown): boolean {
  return (
    isObject(field(value, "vulnerability")) &&
    isObject(field(value, "artifact")) &&
    field(value, "matchDetails") !== undefined
  );
}

/** Read as the report that they were taken from; nothing tells the tool's version, its database or what was scanned. */
function read(document: Document, origin: Origin): Reading {
  const report = { matches: matchesOf(document), descriptor: { name: "grype" } };
  const reading = grype.read({ form: "json", value: report }, origin);
  const isOnly = document.form === "json" && !Array.isArray(document.value);
  const observations = (reading.items.observations ?? []).map((observation) => {
    const place = isOnly ? "" : observation.source.pointer.slice("/matches".length);
    return { ...observation, source: { ...observation.source, pointer: place } };
  });
  return { ...reading, items: { observations } };
}
