import type { Observation } from "../../../domain/vulnerability.ts";
import { pointer } from "../../../standards/json-pointer.ts";
import { at, field, hasList, isObject, list, number, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { type AlertEntry, alertEntries, listDoubts } from "../findings/alert-pages.ts";
import { quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { type Alert, ofGraph, ofRest } from "./dependabot-alert.ts";
import { observationOf } from "./observation.ts";
import {
  keep,
  leaveOut,
  lose,
  type VulnerabilitySink,
  vulnerabilityReading,
  vulnerabilitySink,
} from "./vulnerability-sink.ts";

/** GitHub's Dependabot alerts: the list of the REST API, or an answer of the GraphQL API with `vulnerabilityAlerts`. */
export const dependabot: Format = {
  id: "github-dependabot-json",
  title: "GitHub Dependabot alerts",
  sign: "alerts with `security_advisory`, and `dependency` or `security_vulnerability`; or `vulnerabilityAlerts` under `data`",
  versions: ["rest", "graphql"],
  kinds: ["cve"],
  detect,
  read,
};

function detect(document: Document): boolean {
  return alertEntries(document).some(({ entry }) => isRestAlert(entry)) || graphsOf(document).length > 0;
}

function isRestAlert(entry: unknown): boolean {
  const place = field(entry, "dependency") ?? field(entry, "security_vulnerability");
  return isObject(field(entry, "security_advisory")) && isObject(place);
}

function graphsOf(document: Document): readonly Connection[] {
  const data = field(jsonValue(document), "data");
  return isObject(data) ? connectionsOf(data) : [];
}

function read(document: Document, origin: Origin): Reading {
  const sink = vulnerabilitySink(origin.name);
  const graphs = graphsOf(document);
  return graphs.length > 0 ? readGraph(document, graphs, sink) : readRest(alertEntries(document), sink);
}

function readRest(alerts: readonly AlertEntry[], sink: VulnerabilitySink): Reading {
  for (const { entry, pointer: place } of alerts) readAlert(ofRest(entry), place, sink);
  return vulnerabilityReading(sink, {
    coverage: { tool: "dependabot", doubts: listDoubts(alerts, sink.observations.filter(isOpen).length) },
    sorts: ["vulnerabilities"],
    formatVersion: "rest",
  });
}

function isOpen({ suppression }: Observation): boolean {
  return suppression === undefined;
}

/** `vulnerabilityAlerts` of one repository, and where it stands. */
type Connection = { readonly value: unknown; readonly holder: unknown; readonly path: readonly PropertyKey[] };

/** A query may nest repositories in an organization, a search and lists of edges: no deeper than this. */
const maxLevels = 12;

function connectionsOf(data: unknown): readonly Connection[] {
  let level: readonly Member[] = [{ value: data, path: ["data"] }];
  const found: Connection[] = [];
  for (let depth = 0; depth < maxLevels && level.length > 0; depth++) {
    for (const { value: holder, path } of level) {
      const value = field(holder, "vulnerabilityAlerts");
      if (isObject(value)) found.push({ value, holder, path: [...path, "vulnerabilityAlerts"] });
    }
    level = level.flatMap(membersOf);
  }
  return found;
}

type Member = { readonly value: unknown; readonly path: readonly PropertyKey[] };

/** Objects and lists inside a value, but for the alerts themselves. */
function membersOf({ value, path }: Member): readonly Member[] {
  const members: readonly (readonly [PropertyKey, unknown])[] = Array.isArray(value)
    ? [...value.entries()]
    : entriesOf(value);
  return members
    .filter(([key, member]) => key !== "vulnerabilityAlerts" && typeof member === "object" && member !== null)
    .map(([key, member]) => ({ value: member, path: [...path, key] }));
}

function entriesOf(value: unknown): readonly (readonly [PropertyKey, unknown])[] {
  return isObject(value) ? Object.keys(value).map((key) => [key, value[key]] as const) : [];
}

function readGraph(document: Document, connections: readonly Connection[], sink: VulnerabilitySink): Reading {
  const errors = list(jsonValue(document), "errors").map((error) => quoted(text(error, "message")));
  for (const connection of connections) {
    for (const { alert, path } of alertsOf(connection)) readAlert(ofGraph(alert), pointer(...path), sink);
  }
  const doubts = [
    ...errors.map((error) => `GitHub tells of an error: ${error}`),
    ...new Set(connections.flatMap(connectionDoubts)),
  ];
  return vulnerabilityReading(sink, {
    coverage: { tool: "dependabot", targets: connections.length, doubts },
    sorts: ["vulnerabilities"],
    formatVersion: "graphql",
  });
}

type Placed = { readonly alert: unknown; readonly path: readonly PropertyKey[] };

/** `nodes`, or `edges` with a `node` in each. */
function alertsOf({ value, path }: Connection): readonly Placed[] {
  if (hasList(value, "nodes"))
    return list(value, "nodes").map((alert, index) => ({ alert, path: [...path, "nodes", index] }));
  return list(value, "edges").map((edge, index) => ({
    alert: field(edge, "node"),
    path: [...path, "edges", index, "node"],
  }));
}

function connectionDoubts(connection: Connection): readonly string[] {
  const { value, holder } = connection;
  const listed = alertsOf(connection).length;
  const hasMore = at(value, "pageInfo", "hasNextPage") === true || (number(value, "totalCount") ?? 0) > listed;
  const isEnabled = field(holder, "hasVulnerabilityAlertsEnabled");
  return [
    ...(hasList(value, "nodes") || hasList(value, "edges") ? [] : ["the answer has no list of alerts"]),
    ...(hasMore ? ["the answer is one page of several"] : []),
    ...(isEnabled === false ? ["Dependabot alerts are not enabled"] : []),
    ...(listed === 0 && isEnabled === undefined ? [mayBeOff] : []),
  ];
}

const mayBeOff = "there is no alert, and the answer does not tell that alerts are enabled";

function readAlert(alert: Alert | undefined, place: string, sink: VulnerabilitySink): void {
  if (alert === undefined) lose(sink, "vulnerabilities", "no advisory or package");
  else if (alert.state === "fixed") leaveOut(sink, "vulnerabilities", "state fixed");
  else {
    const { state: _, ...reported } = alert;
    keep(sink, "vulnerabilities", observationOf({ ...reported, source: { input: sink.input, pointer: place } }));
  }
}
