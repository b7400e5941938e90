import type { RawItems } from "../../../domain/input-file.ts";
import { canonicalPurl } from "../../../standards/purl.ts";
import { account } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { cweOf } from "../../identifiers.ts";
import { remembered } from "../remembered.ts";
import type { TrivySink } from "./trivy-target.ts";

/** An empty sink for the targets of one document. */
export function trivySink(): TrivySink {
  return {
    observations: [],
    findings: [],
    kept: new Map(),
    notUsed: new Map(),
    doubts: new Map(),
    known: { purl: remembered(canonicalPurl), cwe: remembered(cweOf) },
  };
}

/** An account of each sort that there is, and of `always` even when there is none: zero is what a clean report says. */
export function trivyAccounts(sink: TrivySink, always: RawItems): Reading["accounts"] {
  const sorts = new Set<RawItems>([always, ...sink.kept.keys(), ...sink.notUsed.keys()]);
  return [...sorts].map((sort) => account(sort, sink.kept.get(sort) ?? 0, sink.notUsed.get(sort) ?? new Map()));
}
