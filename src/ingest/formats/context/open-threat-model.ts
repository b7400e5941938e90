import { FixopsError } from "../../../domain/error.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { dataValue } from "../forms.ts";
import { requireList, shown } from "../refusals.ts";
import { modelReading, modelSink } from "./model-components.ts";
import { takeComponents } from "./open-threat-model-components.ts";
import { takeThreats } from "./open-threat-model-threats.ts";

/** Open Threat Model (IriusRisk), JSON or YAML. */
export const openThreatModel: Format = {
  id: "open-threat-model-json",
  title: "Open Threat Model",
  sign: "`otmVersion`",
  versions: ["0.1.0", "0.2.0"],
  kinds: ["design", "sarif"],
  detect: (document) => field(dataValue(document), "otmVersion") !== undefined,
  read,
};

/** Before 1.0 a minor version may change everything (SemVer §4). */
const readable = /^0\.[12]\.\d{1,4}$/;

function read(document: Document, origin: Origin): Reading {
  const model = dataValue(document);
  const version = text(model, "otmVersion");
  if (version === undefined || !readable.test(version)) throw otherVersion(field(model, "otmVersion"), origin.name);
  const holder = { title: "Open Threat Model", file: origin.name, pointer: "" };
  for (const key of ["components", "dataflows", "threats", "trustZones", "assets"]) requireList(model, key, holder);
  const sink = modelSink(origin.name);
  takeComponents(model, sink);
  takeThreats(model, sink);
  return modelReading(sink, {
    formatVersion: version,
    coverage: {},
    items: { elements: "elements", threats: "threats" },
    notices: isObject(field(model, "project")) ? [] : ["the model names no project"],
    doubts: list(model, "components").length === 0 ? ["its list of components is empty"] : [],
  });
}

function otherVersion(given: unknown, file: string): FixopsError {
  const message = `the otmVersion of the Open Threat Model is ${shown(given)}; expected 0.1.x or 0.2.x`;
  return new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file, pointer: "/otmVersion" },
    hint: "export the model as Open Threat Model 0.2.0",
  });
}
