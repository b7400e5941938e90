import type { DataClass } from "../../../domain/design.ts";
import type { Finding } from "../../../domain/finding.ts";
import { at, field, isObject, list, number, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import { severityOfWord } from "../../severity-words.ts";
import { findingOf } from "../findings/finding-draft.ts";
import { sift, unreadable } from "../findings/finding-sieve.ts";
import { addElement, type ModelSink } from "./model-components.ts";
import { plain } from "./vocabulary.ts";

/** The cells of one diagram and where they stand. */
export type Diagram = { readonly cells: readonly unknown[]; readonly pointer: string; readonly title: unknown };

/** A box that encloses what a trust boundary is about. */
type Box = {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** What the cells of a diagram tell of each other. */
type Surroundings = { readonly boxes: readonly Box[]; readonly onPublicNetwork: ReadonlySet<string> };

const componentTypes: ReadonlyMap<string, string> = new Map([
  ["tm.Actor", "actor"],
  ["tm.Process", "process"],
  ["tm.Store", "store"],
]);

/** Why the other cells are no component. */
const otherTypes: ReadonlyMap<string, string> = new Map([
  ["tm.Flow", "a data flow"],
  ["tm.Boundary", "a trust boundary"],
  ["tm.BoundaryBox", "a trust boundary"],
  ["tm.Text", "a note in the diagram"],
]);

/** Takes the components and the threats of one diagram. */
export function readCells({ cells, pointer }: Diagram, sink: ModelSink): void {
  const around: Surroundings = { boxes: boxesOf(cells), onPublicNetwork: endsOfPublicFlows(cells) };
  for (const [index, cell] of cells.entries()) {
    const place = `${pointer}/${index}`;
    takeCell(cell, place, around, sink);
    takeThreats(cell, place, sink);
  }
}

/** Version 2 keeps what people entered under `data`, version 1 in the cell. */
function dataOf(cell: unknown): unknown {
  const data = field(cell, "data");
  return isObject(data) ? data : cell;
}

function nameOf(cell: unknown): string | undefined {
  const label = field(list(cell, "labels")[0], "attrs");
  return text(dataOf(cell), "name") ?? text(at(cell, "attrs", "text"), "text") ?? text(at(label, "text"), "text");
}

function takeCell(cell: unknown, place: string, around: Surroundings, sink: ModelSink): void {
  const type = text(dataOf(cell), "type") ?? "";
  const componentType = componentTypes.get(type);
  const name = nameOf(cell);
  if (componentType === undefined) count(sink.elements, otherTypes.get(type) ?? otherReason(cell));
  else if (name === undefined) count(sink.elements, unreadable);
  else {
    const data = dataOf(cell);
    addElement(
      {
        name,
        place,
        // Actors stand outside: what they reach is exposed, not they.
        ...(componentType !== "actor" &&
          around.onPublicNetwork.has(text(cell, "id") ?? "") && { exposure: "internet" as const }),
        dataClasses: dataClassesOf(data),
        texts: [
          ["componentType", componentType],
          ["description", text(data, "description")],
          ["trustBoundary", boundaryOf(cell, around.boxes)],
        ],
        extra: flagsOf(data),
      },
      sink,
    );
  }
}

/** The tool's own shapes without data: a line that was drawn and never described. */
function otherReason(cell: unknown): string {
  return text(cell, "shape") === undefined ? unreadable : "a shape without meaning";
}

function dataClassesOf(data: unknown): readonly DataClass[] {
  return field(data, "handlesCardPayment") === true ? ["pci"] : [];
}

/** Facts about protection that the product has no column for. */
const flags = [
  "outOfScope",
  "reasonOutOfScope",
  "isEncrypted",
  "isSigned",
  "storesCredentials",
  "isALog",
  "isWebApplication",
  "providesAuthentication",
  "privilegeLevel",
] as const;

function flagsOf(data: unknown): readonly (readonly [string, string | undefined])[] {
  return flags.map((name) => {
    const value = field(data, name);
    return [name, typeof value === "boolean" ? String(value) : text(data, name)] as const;
  });
}

/** Both ends of a flow over a public network can be reached from it. */
function endsOfPublicFlows(cells: readonly unknown[]): ReadonlySet<string> {
  const ends = new Set<string>();
  for (const cell of cells) {
    if (field(dataOf(cell), "isPublicNetwork") !== true) continue;
    for (const end of [field(cell, "source"), field(cell, "target")]) {
      const id = text(end, "cell") ?? text(end, "id");
      if (id !== undefined) ends.add(id);
    }
  }
  return ends;
}

/** More boxes than any diagram has that a person can read. */
const maxBoxes = 100;

function boxesOf(cells: readonly unknown[]): readonly Box[] {
  return cells
    .filter((cell) => text(dataOf(cell), "type") === "tm.BoundaryBox")
    .slice(0, maxBoxes)
    .flatMap((cell) => boxOf(cell) ?? []);
}

function boxOf(cell: unknown): Box | undefined {
  const [x, y] = [number(field(cell, "position"), "x"), number(field(cell, "position"), "y")];
  const [width, height] = [number(field(cell, "size"), "width"), number(field(cell, "size"), "height")];
  if (x === undefined || y === undefined || width === undefined || height === undefined) return undefined;
  return { name: nameOf(cell) ?? "trust boundary", x, y, width, height };
}

/** The smallest box around the middle of the cell; boundaries that are drawn as lines enclose nothing. */
function boundaryOf(cell: unknown, boxes: readonly Box[]): string | undefined {
  const own = boxOf(cell);
  if (own === undefined) return undefined;
  const [x, y] = [own.x + own.width / 2, own.y + own.height / 2];
  const around = boxes.filter((box) => isBetween(x, box.x, box.width) && isBetween(y, box.y, box.height));
  return around.toSorted((a, b) => a.width * a.height - b.width * b.height)[0]?.name;
}

function isBetween(value: number, start: number, length: number): boolean {
  return value >= start && value <= start + length;
}

function takeThreats(cell: unknown, place: string, sink: ModelSink): void {
  const data = dataOf(cell);
  for (const [holder, pointer] of data === cell
    ? [[cell, place] as const]
    : [[cell, place] as const, [data, `${place}/data`] as const]) {
    for (const [index, threat] of list(holder, "threats").entries()) {
      sift(sink.threats, toFinding(threat, cell, { input: sink.input, pointer: `${pointer}/threats/${index}` }));
    }
  }
}

function toFinding(threat: unknown, cell: unknown, source: Finding["source"]): Finding | string {
  const title = text(threat, "title");
  const type = text(threat, "type");
  if (title === undefined && type === undefined) return unreadable;
  const level = text(threat, "severity");
  const id = text(threat, "id") ?? text(threat, "threatId");
  return findingOf({
    ruleId: text(threat, "ruleId") ?? type ?? "threat",
    tool: "threat-dragon",
    level,
    severity: severityOfWord(level),
    message: [title, text(threat, "description")].filter((part) => part !== undefined).join(": "),
    resource: nameOf(cell),
    toolFingerprint: id === undefined ? undefined : `id=${id}`,
    suppression: suppressionOf(threat, dataOf(cell)),
    source,
  });
}

/** The words of Threat Dragon 1 and 2 for threats that are dealt with; any other is open. */
const closed: ReadonlySet<string> = new Set(["mitigated", "na", "n/a", "notapplicable"]);

function suppressionOf(threat: unknown, data: unknown): Finding["suppression"] {
  const status = text(threat, "status") ?? "";
  if (closed.has(plain(status))) return suppressed(`status ${status}`, text(threat, "mitigation"));
  if (field(data, "outOfScope") !== true) return undefined;
  return suppressed("the element is out of scope", text(data, "reasonOutOfScope"));
}

/** What people wrote as the reason; models hold pages of it. */
const maxReason = 400;

function suppressed(rule: string, reason: string | undefined): Finding["suppression"] {
  return { kind: "external", rule, ...(reason !== undefined && { justification: reason.slice(0, maxReason) }) };
}
