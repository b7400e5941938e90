import type { Criticality, DataClass } from "../../../domain/design.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, isObject, list, text, texts } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import { unreadable } from "../findings/finding-sieve.ts";
import { addElement, type ModelSink } from "./model-components.ts";
import { confidentialities, criticalityRatings } from "./threagile-words.ts";
import type { Answer } from "./vocabulary.ts";

/** An entry of a mapping whose keys are names for people. */
export type Asset = { readonly name: string; readonly value: unknown; readonly place: string };

/** The entries of a mapping in the model's order. */
export function namedEntries(model: unknown, key: string): readonly Asset[] {
  const entries = field(model, key);
  if (!isObject(entries)) return [];
  return Object.entries(entries).map(([name, value]) => ({ name, value, place: pointer(key, name) }));
}

/** Id of a data asset → the class of its data. */
export function dataAssetClasses(model: unknown): ReadonlyMap<string, DataClass> {
  const classes = new Map<string, DataClass>();
  for (const { value } of namedEntries(model, "data_assets")) {
    const word = confidentialities.get(text(value, "confidentiality") ?? "");
    const id = text(value, "id");
    if (id !== undefined && word !== undefined) classes.set(id, word);
  }
  return classes;
}

/** What the rest of the model tells of an asset. */
export type Around = {
  readonly dataClasses: ReadonlyMap<string, DataClass>;
  readonly boundaries: ReadonlyMap<string, string>;
  readonly authentications: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Takes one technical asset. */
export function takeAsset({ name, value, place }: Asset, around: Around, sink: ModelSink): void {
  if (!isObject(value) || name.trim() === "") {
    count(sink.elements, unreadable);
    return;
  }
  const id = text(value, "id") ?? name;
  const technologies = [text(value, "technology"), ...texts(value, "technologies")].filter((one) => one !== undefined);
  addElement(
    {
      name,
      place,
      internetFacing: answerOf(field(value, "internet")),
      authentication: authenticationOf(around.authentications.get(id)),
      criticality: criticalityOf(value),
      dataClasses: classesOf(value, around.dataClasses),
      texts: [
        ["componentType", text(value, "type")],
        ["owner", text(value, "owner")],
        ["description", text(value, "description")],
        ["trustBoundary", around.boundaries.get(id)],
      ],
      extra: [
        ["id", id],
        ["technology", technologies.length > 0 ? technologies.join(", ") : undefined],
        ["machine", text(value, "machine")],
        ["encryption", text(value, "encryption")],
        ["confidentiality", text(value, "confidentiality")],
        ["integrity", text(value, "integrity")],
        ["availability", text(value, "availability")],
        ...outOfScope(value),
      ],
    },
    sink,
  );
}

function outOfScope(value: unknown): readonly (readonly [string, string | undefined])[] {
  if (field(value, "out_of_scope") !== true) return [];
  return [
    ["out_of_scope", "true"],
    ["justification_out_of_scope", text(value, "justification_out_of_scope")],
  ];
}

function answerOf(value: unknown): Answer | undefined {
  if (typeof value !== "boolean") return undefined;
  return value ? "yes" : "no";
}

/** One way in without authentication is enough to have none. */
function authenticationOf(words: ReadonlySet<string> | undefined): Answer | undefined {
  if (words === undefined) return undefined;
  return words.has("none") ? "no" : "yes";
}

/** The stricter of what is asked of integrity and of availability. */
function criticalityOf(value: unknown): Criticality | undefined {
  const words = [text(value, "integrity"), text(value, "availability")];
  return criticalityRatings.find(([word]) => words.includes(word))?.[1];
}

/** The asset's own rating, and those of the data that it processes or stores. */
function classesOf(value: unknown, known: ReadonlyMap<string, DataClass>): readonly DataClass[] {
  const own = confidentialities.get(text(value, "confidentiality") ?? "");
  const ids = [...list(value, "data_assets_processed"), ...list(value, "data_assets_stored")];
  const data = ids.flatMap((id) => (typeof id === "string" ? (known.get(id) ?? []) : []));
  return [...new Set([...(own === undefined ? [] : [own]), ...data])];
}
