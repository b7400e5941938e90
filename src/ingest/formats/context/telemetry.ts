import type { Alert, ServiceTelemetry } from "../../../domain/telemetry.ts";
import { counted } from "../../../domain/words.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { field, hasList, isObject, list, optional, shorten, text } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { severityOfWord } from "../../severity-words.ts";
import { jsonValue } from "../forms.ts";
import { label, maxLabel } from "../label.ts";
import { figureKeys, figureOf } from "./telemetry-figures.ts";

/**
 * Telemetry of running services as JSON, in a shape of our own that any monitoring can be made to write:
 * `{generated_at?, services: [{name, latency_ms_p95?, latency_objective_ms?, error_rate?, cpu_saturation?,
 * memory_saturation?, requests?, alerts?: [{name, severity?, state?}]}]}`; rates and saturations are shares in [0, 1].
 * One service may also stand at the top, with its name as `service` (or without one).
 */
export const telemetry: Format = {
  id: "telemetry",
  title: "telemetry",
  sign: "`services` whose entries have a figure such as `latency_ms_p95` or `alerts`, or such a figure at the top",
  versions: [],
  kinds: ["telemetry"],
  detect: (document) => isTelemetry(jsonValue(document)),
  read,
};

/** Entries that decide what a list is. */
const sampleSize = 20;

/** The application, where nobody says which of its services was measured. */
const unnamed = "application";

function isTelemetry(value: unknown): boolean {
  if (!isObject(value)) return false;
  const entries = list(value, "services");
  return hasList(value, "services") ? entries.slice(0, sampleSize).some(hasFigure) : hasFigure(value);
}

function hasFigure(entry: unknown): boolean {
  return figureKeys.some((key) => field(entry, key) !== undefined);
}

/** What is gathered while a document is read. */
type Sink = {
  readonly input: string;
  readonly measuredAt: string | undefined;
  /** Why figures and alerts are not used. */
  readonly odd: Tally;
};

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const measuredAt = label(value, "generated_at") ?? label(value, "timestamp");
  const sink: Sink = { input: origin.name, measuredAt, odd: new Map() };
  const notUsed: Tally = new Map();
  const entries = hasList(value, "services")
    ? list(value, "services").map((entry, index) => ({ entry, place: pointer("services", index) }))
    : [{ entry: value, place: "" }];
  const services = entries.flatMap(({ entry, place }) => serviceOf(entry, place, sink) ?? []);
  if (services.length < entries.length) count(notUsed, "names no service", entries.length - services.length);
  return {
    coverage: {
      targets: services.length,
      ...optional("generatedAt", measuredAt),
      doubts: doubtsOf(services, notUsed, sink.odd),
    },
    accounts: [account("services", services.length, notUsed)],
    notices: [],
    items: { telemetry: services },
  };
}

function doubtsOf(services: readonly ServiceTelemetry[], notUsed: Tally, odd: Tally): readonly string[] {
  const names = Map.groupBy(services, ({ service }) => service);
  const doubled = [...names.values()].filter((all) => all.length > 1).length;
  const lost = [...notUsed.values()].reduce((sum, one) => sum + one, 0);
  return [
    ...(services.length === 0 ? ["it measures no service"] : []),
    ...(lost > 0 ? [`${counted(lost, "entry names", "entries name")} no service`] : []),
    ...(doubled > 0 ? [`${counted(doubled, "service is", "services are")} measured more than once`] : []),
    ...[...odd].map(([what, times]) => `${counted(times, "figure")} cannot be used: ${what}`),
  ];
}

function serviceOf(entry: unknown, place: string, sink: Sink): ServiceTelemetry | undefined {
  const service = label(entry, "name") ?? label(entry, "service") ?? (place === "" ? unnamed : undefined);
  if (service === undefined || !isObject(entry)) return undefined;
  const figure = (key: (typeof figureKeys)[number]): number | undefined => figureOf(field(entry, key), key, sink.odd);
  return {
    service,
    ...optional("latencyMsP95", figure("latency_ms_p95")),
    ...optional("latencyObjectiveMs", figure("latency_objective_ms")),
    ...optional("errorRate", figure("error_rate")),
    ...optional("cpu", figure("cpu_saturation")),
    ...optional("memory", figure("memory_saturation")),
    ...optional("requests", figure("requests")),
    alerts: list(entry, "alerts").flatMap((alert) => alertOf(alert, sink.odd) ?? []),
    ...optional("measuredAt", sink.measuredAt),
    source: { input: sink.input, pointer: place },
  };
}

const alertStates = ["firing", "resolved"] as const;

/** An alert is a name, or an object with one. */
function alertOf(alert: unknown, odd: Tally): Alert | undefined {
  if (typeof alert === "string" && alert.trim() !== "") return { name: shorten(alert, maxLabel), severity: "unknown" };
  const name = label(alert, "name") ?? label(alert, "title") ?? label(alert, "id");
  if (name === undefined) {
    count(odd, "an alert has no name");
    return undefined;
  }
  const word = text(alert, "state") ?? text(alert, "status");
  const state = alertStates.find((one) => one === word?.toLowerCase()) ?? "unknown";
  return { name, severity: severityOfWord(text(alert, "severity")), ...(word !== undefined && { state }) };
}
