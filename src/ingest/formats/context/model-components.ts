import type { Criticality, DataClass, DesignComponent, Exposure } from "../../../domain/design.ts";
import type { Finding } from "../../../domain/finding.ts";
import type { Account, Coverage, RawItems } from "../../../domain/input-file.ts";
import { shorten } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Reading } from "../../format.ts";
import { type Notices, noticeTexts } from "../../notices.ts";
import { type FindingSieve, findingSieve, unreadable } from "../findings/finding-sieve.ts";
import { oneLine } from "../findings/report-text.ts";
import { maxLabel } from "../label.ts";
import { rejectionDoubts } from "../refusals.ts";
import type { TextColumn } from "./design-columns.ts";
import { type Draft, draftOf, finish, textSet } from "./design-draft.ts";
import { refuseTooMany } from "./design-rows.ts";
import type { Answer } from "./vocabulary.ts";

/** What the readers of threat models share: elements become components of the design, threats become findings. */

/** One element of a model, in the domain's words. */
export type ModelElement = {
  readonly name: string;
  readonly place: string;
  readonly exposure?: Exposure | undefined;
  readonly internetFacing?: Answer | undefined;
  readonly authentication?: Answer | undefined;
  readonly criticality?: Criticality | undefined;
  readonly dataClasses?: readonly DataClass[];
  readonly texts?: readonly (readonly [column: TextColumn, value: string | undefined])[];
  /** What the model tells besides, under its own names. */
  readonly extra?: readonly (readonly [name: string, value: string | undefined])[];
};

/** What is gathered while a model is read. */
export type ModelSink = {
  readonly input: string;
  readonly drafts: Map<string, Draft>;
  /** Reason → elements that are no component. */
  readonly elements: Tally;
  readonly threats: FindingSieve;
  readonly notices: Notices;
};

export function modelSink(input: string): ModelSink {
  return { input, drafts: new Map(), elements: new Map(), threats: findingSieve(), notices: new Map() };
}

/** Elements of one name, on several diagrams, are one component. */
export function addElement(element: ModelElement, sink: ModelSink): void {
  const draft = draftFor(element, sink);
  addWords(element, draft);
  for (const [column, value] of element.texts ?? []) {
    const line = oneLine(value, maxText);
    if (line !== undefined) textSet(draft, column).add(line);
  }
  for (const [name, value] of element.extra ?? []) {
    if (value !== undefined) draft.extra.set(`${name} ${value}`, [name, shorten(value, maxLabel)]);
  }
}

/** Descriptions in models reach several pages. */
const maxText = 1000;

function draftFor({ name, place }: ModelElement, sink: ModelSink): Draft {
  const plainName = oneLine(name, maxLabel) ?? name;
  const known = sink.drafts.get(plainName);
  if (known !== undefined) {
    count(sink.elements, "the same component again");
    return known;
  }
  refuseTooMany(sink.drafts.size, sink.input, place);
  const draft = draftOf(plainName, { input: sink.input, pointer: place });
  sink.drafts.set(plainName, draft);
  return draft;
}

function addWords(element: ModelElement, draft: Draft): void {
  const { exposure, internetFacing, authentication, criticality, dataClasses = [] } = element;
  if (exposure !== undefined) draft.exposure.add(exposure);
  if (internetFacing !== undefined) draft.internetFacing.add(internetFacing);
  if (authentication !== undefined) draft.authentication.add(authentication);
  if (criticality !== undefined) draft.criticality.add(criticality);
  for (const word of dataClasses) draft.dataClasses.add(word);
}

type Close = {
  readonly formatVersion: string | undefined;
  readonly coverage: Omit<Coverage, "targets" | "doubts">;
  /** What the model calls its elements and its threats. */
  readonly items: { readonly elements: RawItems; readonly threats: RawItems };
  readonly doubts?: readonly string[];
  readonly notices?: readonly string[];
};

/** The reading of a whole model: a design, and findings for the threats that it names. */
export function modelReading(sink: ModelSink, close: Close): Reading {
  const design = [...sink.drafts.values()].map((draft) => finish(draft, sink.notices));
  const { findings, notUsed } = sink.threats;
  const accounts: readonly Account[] = [
    account(close.items.elements, design.length, sink.elements),
    account(close.items.threats, findings.length, notUsed),
  ];
  return {
    ...(close.formatVersion !== undefined && { formatVersion: close.formatVersion }),
    coverage: { ...close.coverage, targets: design.length, doubts: doubtsOf(sink, design, close) },
    accounts,
    notices: [...threatNotices(findings), ...(close.notices ?? []), ...noticeTexts(sink.notices)],
    items: { design, findings },
  };
}

function doubtsOf(
  sink: ModelSink,
  design: readonly DesignComponent[],
  { items, doubts = [] }: Close,
): readonly string[] {
  const lostElements = new Map([...sink.elements].filter(([reason]) => reason === unreadable));
  const lostThreats = new Map([...sink.threats.notUsed].filter(([reason]) => reason === unreadable));
  return [
    ...(design.length === 0 ? ["it describes no component"] : []),
    ...rejectionDoubts(items.elements, lostElements),
    ...rejectionDoubts(items.threats, lostThreats),
    ...doubts,
  ];
}

function threatNotices(findings: readonly Finding[]): readonly string[] {
  return findings.length === 0 ? ["the model names no threat"] : [];
}
