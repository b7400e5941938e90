import type { DataClass } from "../../../domain/design.ts";
import { at, field, list, number, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import { unreadable } from "../findings/finding-sieve.ts";
import { addElement, type ModelSink } from "./model-components.ts";

/** What components refer to, by id. */
type Index = {
  readonly components: ReadonlyMap<string, unknown>;
  readonly zones: ReadonlyMap<string, unknown>;
  readonly assets: ReadonlyMap<string, unknown>;
};

/** Takes the components of an Open Threat Model with the trust zone and the assets that they refer to. */
export function takeComponents(model: unknown, sink: ModelSink): void {
  const index: Index = {
    components: byId(list(model, "components")),
    zones: byId(list(model, "trustZones")),
    assets: byId(list(model, "assets")),
  };
  const owner = text(field(model, "project"), "owner");
  for (const [place, component] of list(model, "components").entries()) {
    takeComponent(component, { place: `/components/${place}`, owner }, index, sink);
  }
}

/** The entries of a list by their id. */
export function byId(entries: readonly unknown[]): ReadonlyMap<string, unknown> {
  return new Map(
    entries.flatMap((entry) => {
      const id = text(entry, "id");
      return id === undefined ? [] : [[id, entry] as const];
    }),
  );
}

type Own = { readonly place: string; readonly owner: string | undefined };

function takeComponent(component: unknown, { place, owner }: Own, index: Index, sink: ModelSink): void {
  const name = text(component, "name") ?? text(component, "id");
  if (name === undefined) {
    count(sink.elements, unreadable);
    return;
  }
  const zone = zoneOf(component, index);
  const zoneName = text(zone, "name") ?? text(zone, "id");
  addElement(
    {
      name,
      place,
      ...(isInternet(zone) && { exposure: "internet" as const }),
      dataClasses: classesOf(component, index.assets),
      texts: [
        ["componentType", text(component, "type")],
        ["description", text(component, "description")],
        ["trustBoundary", zoneName],
        ["owner", owner],
      ],
      extra: [
        ["id", text(component, "id")],
        ["tags", texts(component, "tags").join(", ") || undefined],
        ["trustRating", numberText(number(at(zone, "risk"), "trustRating"))],
        ["assets", assetNames(component, index.assets)],
      ],
    },
    sink,
  );
}

function numberText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** A component stands in a trust zone, or in a component that does; parents may run in circles. */
function zoneOf(component: unknown, { components, zones }: Index): unknown {
  const seen = new Set<unknown>();
  let here = component;
  while (here !== undefined && !seen.has(here) && seen.size < maxParents) {
    seen.add(here);
    const parent = field(here, "parent");
    const zone = zones.get(text(parent, "trustZone") ?? "");
    if (zone !== undefined) return zone;
    here = components.get(text(parent, "component") ?? "");
  }
  return undefined;
}

/** Components nest a few deep: machine, container, service. */
const maxParents = 32;

/** Trust zones have no exposure; what is drawn in the internet is on the internet. */
function isInternet(zone: unknown): boolean {
  const words = [text(zone, "type"), text(zone, "name")].map((word) => word?.toLowerCase());
  return words.includes("internet");
}

/** Confidentiality from 0 to 100 has no words; nothing that must be kept secret is public. */
function classesOf(component: unknown, assets: ReadonlyMap<string, unknown>): readonly DataClass[] {
  const ratings = assetsOf(component, assets).map((asset) => number(field(asset, "risk"), "confidentiality"));
  const known = ratings.filter((rating) => rating !== undefined);
  return [...new Set(known.map((rating): DataClass => (rating > 0 ? "confidential" : "public")))];
}

function assetsOf(component: unknown, assets: ReadonlyMap<string, unknown>): readonly unknown[] {
  const used = field(component, "assets");
  const ids = [...texts(used, "processed"), ...texts(used, "stored")];
  return [...new Set(ids)].flatMap((id) => assets.get(id) ?? []);
}

function assetNames(component: unknown, assets: ReadonlyMap<string, unknown>): string | undefined {
  const names = assetsOf(component, assets).flatMap((asset) => text(asset, "name") ?? []);
  return names.length === 0 ? undefined : names.join(", ");
}
