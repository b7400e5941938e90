import type { Deployment } from "../../domain/deployment.ts";
import type { Judgement } from "../../domain/posture.ts";
import { isHidden, isValueObject, type Resource, unknownValue, type Value, valueAt } from "../../domain/resource.ts";
import { shorten } from "../../standards/wire.ts";
import { passWhen, type Truth } from "./check.ts";

/** One setting of a resource: where it stands, and what is there; undefined when nothing is. */
export type Setting = { readonly at: string; readonly value: Value | undefined };

/** `site_config.0.minimum_tls_version`; several are the names that versions of a provider gave one setting. */
export type Names = string | readonly string[];

/**
 * The setting under the first of its names that has a known value. A provider that is about to rename an attribute has
 * both, and the plan leaves the one that is not written unknown: what is known decides, else what is hidden.
 */
export function settingOf(values: Value, names: Names): Setting {
  const found = [names].flat().map((name): Setting => ({ at: pathText(name), value: read(values, name) }));
  const known = found.find(({ value }) => value !== undefined && !isHidden(value));
  return known ?? found.find(({ value }) => value !== undefined) ?? found[0] ?? { at: "", value: undefined };
}

/** A pass when the setting is `expected`; `absent` is what the provider makes of no setting at all. */
export function mustBe(values: Value, names: Names, expected: string | number | boolean, absent: Truth): Judgement {
  return mustMatch(values, names, (text) => text.toLowerCase() === String(expected).toLowerCase(), absent);
}

/** A pass when `test` accepts the setting as text; `absent` is what the provider makes of no setting at all. */
export function mustMatch(values: Value, names: Names, test: (text: string) => boolean, absent: Truth): Judgement {
  const { at, value } = settingOf(values, names);
  if (value === undefined) return passWhen(absent, { at, found: `${nameAt(at)} is not set` });
  if (isHidden(value)) return passWhen(undefined, { at });
  if (typeof value === "object") return passWhen(false, { at, found: `${nameAt(at)} is not one value` });
  return passWhen(test(String(value)), { at, found: `${nameAt(at)} is ${shorten(String(value), maxValue)}` });
}

/** `site_config[0].minimum_tls_version` → `minimum_tls_version` */
function nameAt(at: string): string {
  return at.slice(at.lastIndexOf(".") + 1);
}

/** Longest word that is quoted: settings are words and numbers. */
const maxValue = 60;

/** A pass when something is set: a block, a text, a secret. */
export function mustBeSet(values: Value, names: Names): Judgement {
  const { at, value } = settingOf(values, names);
  if (value === unknownValue) return passWhen(undefined, { at });
  const isThere = value !== undefined && (!isValueObject(value) || Object.keys(value).length > 0);
  return passWhen(isThere, { at, found: `${nameAt(at)} is ${isThere ? "set" : "not set"}` });
}

/** The same, where a reference to another resource of the deployment is as good as a value: its id comes with the apply. */
export function mustBeGiven(resource: Resource, deployment: Deployment, name: string): Judgement {
  const judgement = mustBeSet(resource.values, name);
  const [attribute = ""] = name.split(".");
  const refersTo = resource.references.get(attribute) ?? [];
  const isPromised = judgement.status === "unknown" && refersTo.some((one) => deployment.byAddress.has(one));
  return isPromised
    ? passWhen(true, { at: judgement.at ?? attribute, found: "refers to another resource" })
    : judgement;
}

/** `TLS1_2`, `1.2`, `Tls12`, `TLS_1_2`, `TLSv1.3`: TLS 1.2 or 1.3, as the providers spell them (RFC 8996 ends the others). */
export function isModernTls(text: string): boolean {
  return /^(?:tls)?[v_]?1[._]?[23]$/i.test(text);
}

/** A test for numbers that are at least `least`. */
export function atLeast(least: number): (text: string) => boolean {
  return (text) => text !== "" && Number(text) >= least;
}

/** What is "" or an empty list was not set: plans write both for it. */
function read(values: Value, name: string): Value | undefined {
  const value = valueAt(values, ...name.split(".").map((step) => (/^\d+$/.test(step) ? Number(step) : step)));
  return value === "" || (Array.isArray(value) && value.length === 0) ? undefined : value;
}

/** `a.0.b` → `a[0].b` */
function pathText(name: string): string {
  return name.replace(/\.(\d+)/g, "[$1]");
}
