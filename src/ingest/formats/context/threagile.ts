import { field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { dataValue } from "../forms.ts";
import { label } from "../label.ts";
import { modelReading, modelSink } from "./model-components.ts";
import { type Asset, dataAssetClasses, namedEntries, takeAsset } from "./threagile-assets.ts";
import { takeRisks } from "./threagile-categories.ts";

/** Threagile models, in YAML as people write them, or in JSON. */
export const threagile: Format = {
  id: "threagile-yaml",
  title: "Threagile model",
  sign: "`threagile_version`; or `technical_assets` beside `data_assets` or `trust_boundaries`",
  versions: [],
  kinds: ["design", "sarif"],
  detect,
  read,
};

function detect(document: Document): boolean {
  const model = dataValue(document);
  if (!isObject(model)) return false;
  if (typeof model["threagile_version"] === "string") return true;
  return isObject(model["technical_assets"]) && (isObject(model["data_assets"]) || isObject(model["trust_boundaries"]));
}

function read(document: Document, origin: Origin): Reading {
  const model = dataValue(document);
  const sink = modelSink(origin.name);
  const assets = namedEntries(model, "technical_assets");
  const around = {
    dataClasses: dataAssetClasses(model),
    boundaries: boundariesOf(model),
    authentications: authenticationsOf(assets),
  };
  for (const asset of assets) takeAsset(asset, around, sink);
  takeRisks(model, sink);
  const included = hasList(model, "includes") ? list(model, "includes").length : 0;
  return modelReading(sink, {
    formatVersion: undefined,
    coverage: {
      tool: "threagile",
      ...optional("toolVersion", label(model, "threagile_version")),
      ...optional("generatedAt", label(model, "date")),
    },
    items: { elements: "elements", threats: "risks" },
    doubts:
      included > 0 ? [`${included} of the files that the model is made of are included by name and not read`] : [],
    notices: isObject(field(model, "risk_tracking"))
      ? ["its risk tracking belongs to the risks that Threagile finds"]
      : [],
  });
}

/** Id of an asset → the name of the trust boundary that lists it. */
function boundariesOf(model: unknown): ReadonlyMap<string, string> {
  const boundaries = new Map<string, string>();
  for (const { name, value } of namedEntries(model, "trust_boundaries")) {
    for (const id of list(value, "technical_assets_inside")) if (typeof id === "string") boundaries.set(id, name);
  }
  return boundaries;
}

/** Id of an asset → how those that call it authenticate. */
function authenticationsOf(assets: readonly Asset[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { value } of assets) {
    for (const link of namedEntries(value, "communication_links")) {
      const target = text(link.value, "target");
      const word = text(link.value, "authentication");
      if (target === undefined || word === undefined) continue;
      const words = found.get(target) ?? new Set();
      found.set(target, words.add(word));
    }
  }
  return found;
}
