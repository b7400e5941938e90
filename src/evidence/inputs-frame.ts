import { z } from "zod";
import type { Baseline, KnownFinding, KnownVulnerability } from "../domain/baseline.ts";
import type { AppRecord, ToolRecord } from "../domain/bundle.ts";
import {
  type Account,
  type Archive,
  type Coverage,
  type InputFile,
  inputKinds,
  type RawItems,
  rawItems,
} from "../domain/input-file.ts";
import type { FamilyRange, KevCatalogue, RceFamilies, RceFamily } from "../domain/intel.ts";
import type { SchemaName, SchemaValidity } from "../domain/schema-validity.ts";
import { severities } from "../domain/severity.ts";
import type { RecordedStage, SignatureState, StageRun } from "../domain/stage.ts";
import type { SavedBasis } from "../domain/trust.ts";
import { verdicts } from "../domain/verdict.ts";
import type { Kev } from "../domain/vulnerability.ts";
import { sha256Schema } from "./document.ts";
import { flag, maybeNumber, maybeText, number, shapeOf, text, texts } from "./inputs-schema.ts";

/** The facts of the first line of the inputs document, and the lines that are no items of `ingest`. */

const severity = z.enum(severities);

const archive = shapeOf<Archive>()({ name: text, sha256: text });

const coverage = shapeOf<Coverage>()({
  tool: maybeText,
  toolVersion: maybeText,
  targets: maybeNumber,
  rules: maybeNumber,
  databaseDate: maybeText,
  generatedAt: maybeText,
  doubts: texts,
});

const schemaName = shapeOf<SchemaName>()({ name: text, version: maybeText });

const validity: z.ZodType<SchemaValidity> = z.discriminatedUnion("status", [
  z.strictObject({ status: z.literal("valid"), schema: schemaName }),
  z.strictObject({
    status: z.literal("invalid"),
    schema: schemaName,
    faults: z.array(z.strictObject({ pointer: text, message: text })),
  }),
  z.strictObject({ status: z.literal("not_evaluated"), why: text, schema: schemaName.exactOptional() }),
]);

const account = shapeOf<Account>()({
  items: z.custom<RawItems>((value) => typeof value === "string" && Object.hasOwn(rawItems, value), "no sort of item"),
  raw: number,
  kept: number,
  notApplicable: z.array(z.strictObject({ reason: text, count: number })),
});

export const inputFile: z.ZodType<InputFile> = shapeOf<InputFile>()({
  name: text,
  sha256: text,
  archive: archive.exactOptional(),
  bytes: number,
  encoding: text,
  kinds: z.array(z.enum(inputKinds)),
  format: text,
  formatVersion: maybeText,
  isPublicRecord: flag,
  coverage,
  schema: validity.exactOptional(),
  accounts: z.array(account),
  notices: texts,
});

const kev = shapeOf<Kev>()({ dateAdded: text, dueDate: text, ransomware: z.boolean() });

/** An entry of the KEV catalogue. */
export const kevEntry: z.ZodType<readonly [string, Kev]> = z.tuple([text, kev]);

const family = shapeOf<RceFamily>()({
  id: text,
  title: text,
  kind: text,
  cves: texts,
  kev: texts,
  maxEpss: maybeNumber,
  rangeSource: maybeText,
});

const range = shapeOf<FamilyRange>()({
  family,
  intervals: z.array(z.strictObject({ from: maybeText, before: maybeText })),
  versions: texts,
});

/** A package and its families. */
export const familyEntry: z.ZodType<readonly [string, readonly FamilyRange[]]> = z.tuple([text, z.array(range)]);

export const knownVulnerability: z.ZodType<KnownVulnerability> = shapeOf<KnownVulnerability>()({
  id: text,
  aliases: texts,
  package: text,
  severity,
  isOpen: z.boolean(),
});

export const knownFinding: z.ZodType<KnownFinding> = shapeOf<KnownFinding>()({
  fingerprint: text,
  title: text,
  severity,
  isOpen: z.boolean(),
});

const signatureStates = ["verified", "not_verified", "unsigned", "failed"] as const satisfies readonly SignatureState[];
const named = z.strictObject({ document: text, sha256: text });

/** The frame is read out of the body again. */
export const recordedStage: z.ZodType<Omit<RecordedStage, "frame">> = shapeOf<Omit<RecordedStage, "frame">>()({
  document: text,
  sha256: text,
  body: z.unknown(),
  signedBy: named.exactOptional(),
  signature: z.enum(signatureStates),
  detail: text,
});

const app = shapeOf<AppRecord>()({ id: maybeText, name: maybeText });

/** What is known of the KEV catalogue and of the families besides their entries. */
const intel = z.strictObject({
  kev: shapeOf<Omit<Required<KevCatalogue>, "entries">>()({
    version: text,
    released: text,
    sha256: text,
    origin: z.enum(["embedded", "input"]),
    count: number,
  }),
  families: shapeOf<Omit<RceFamilies, "byPackage">>()({
    generated: text,
    epssDate: text,
    licence: text,
    sha256: text,
    count: number,
  }).exactOptional(),
});

const baseline = shapeOf<Omit<Baseline, "vulnerabilities" | "findings">>()({
  name: text,
  sha256: text,
  run: z.strictObject({ asOf: text, verdict: z.enum(verdicts), app }).exactOptional(),
  inputs: texts,
});

const basis = shapeOf<SavedBasis>()({
  keys: z.array(z.strictObject({ name: text, pem: text })),
  roots: z.array(z.strictObject({ name: text, sha256: text, text })),
  artefacts: z.array(z.strictObject({ name: text, sha256: text })),
});

const stageRun = shapeOf<Omit<StageRun, "stages">>()({
  appId: text,
  appName: maybeText,
  runId: text,
  absent: maybeText,
  isNamed: z.boolean(),
  commit: maybeText,
  logged: z.array(named),
  unreadable: z.array(z.strictObject({ document: text, why: text })),
});

export const inputsSchema = "fixops.inputs/v1";

/** The first line but for its counts. */
export const frameMembers = {
  schema: z.literal(inputsSchema),
  as_of: text,
  app,
  tool: shapeOf<ToolRecord>()({ name: text, version: text }),
  run_id: maybeText,
  salt: sha256Schema,
  intel,
  baseline: baseline.exactOptional(),
  provenance_basis: basis.exactOptional(),
  stage_run: stageRun.exactOptional(),
};
