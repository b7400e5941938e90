import { FixopsError } from "../../../domain/error.ts";
import { at, field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { unreadable } from "../findings/finding-sieve.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { requireList, shown } from "../refusals.ts";
import { type ModelSink, modelReading, modelSink } from "./model-components.ts";
import { type Diagram, readCells } from "./threat-dragon-cells.ts";

/** OWASP Threat Dragon models: version 1 keeps its cells under `diagramJson`, version 2 in the diagram itself. */
export const threatDragon: Format = {
  id: "threat-dragon-json",
  title: "OWASP Threat Dragon model",
  sign: "`summary` and `detail.diagrams`",
  versions: ["1", "2"],
  kinds: ["design", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const model = jsonValue(document);
  return isObject(field(model, "summary")) && hasList(field(model, "detail"), "diagrams");
}

function read(document: Document, origin: Origin): Reading {
  const model = jsonValue(document);
  const diagrams = list(field(model, "detail"), "diagrams");
  const formatVersion = versionOf(model, diagrams, origin.name);
  const sink = modelSink(origin.name);
  for (const [index, diagram] of diagrams.entries()) {
    readDiagram(diagram, `/detail/diagrams/${index}`, sink);
  }
  return modelReading(sink, {
    formatVersion,
    coverage: { tool: "threat-dragon", ...optional("toolVersion", label(model, "version")) },
    items: { elements: "elements", threats: "threats" },
    doubts: diagrams.length === 0 ? ["the model has no diagram"] : [],
  });
}

/** Early models of version 2 do not tell it; their shape does. */
function versionOf(model: unknown, diagrams: readonly unknown[], file: string): string {
  const given = text(model, "version");
  const major = given === undefined ? undefined : /^v?(\d{1,3})(?:\.|$)/.exec(given)?.[1];
  if (given !== undefined && major !== "1" && major !== "2") {
    const message = `the version of the Threat Dragon model is ${shown(given)}; expected 1 or 2`;
    const hint = "save the model with Threat Dragon 2";
    throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, { where: { file, pointer: "/version" }, hint });
  }
  return major ?? (diagrams.some((diagram) => hasList(diagram, "cells")) ? "2" : "1");
}

function readDiagram(value: unknown, pointer: string, sink: ModelSink): void {
  const inner = field(value, "diagramJson");
  const isOlder = isObject(inner) && !hasList(value, "cells");
  const holder = isOlder ? inner : value;
  const place = isOlder ? `${pointer}/diagramJson` : pointer;
  requireList(holder, "cells", { title: "Threat Dragon", file: sink.input, pointer: place });
  if (!isObject(value)) count(sink.elements, unreadable);
  const diagram: Diagram = { cells: list(holder, "cells"), pointer: `${place}/cells`, title: at(value, "title") };
  readCells(diagram, sink);
}
