import type { Component, RefGraph, SbomAbout } from "../../../domain/component.ts";
import { FixopsError } from "../../../domain/error.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { at, field, hasList, isObject, list, optional, text } from "../../../standards/wire.ts";
import { account } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { rejectionDoubts, requireList, shown } from "../refusals.ts";
import { addEdges, emptyGraph } from "./edges.ts";
import { type ArtifactList, readArtifacts } from "./syft-artifacts.ts";
import { subjectOf } from "./syft-source.ts";

/**
 * Models of the schema, whose versions are MODEL.REVISION.ADDITION; what is read of them is the same in all revisions.
 * There are over a hundred versions, and a model is what may change the shape.
 */
const newestModel = 16;

/** Syft JSON of the schemas 1 to 16, and of development builds that name none. */
export const syftJson: Format = {
  id: "syft-json",
  title: "Syft JSON",
  sign: "`artifacts`, and a `descriptor` that names syft, a schema of Syft, `artifactRelationships`, or `distro` and `source.type`",
  versions: Array.from({ length: newestModel }, (_, index) => `${index + 1}.x`),
  kinds: ["sbom"],
  detect: (document) => isSyft(jsonValue(document)),
  read,
};

/** The descriptor names Syft; documents from before it have artifacts with their source and distribution. */
function isSyft(value: unknown): boolean {
  if (isObject(value) && !Object.hasOwn(value, "artifacts")) return false;
  if (at(value, "descriptor", "name") === "syft") return true;
  if (text(field(value, "schema"), "url")?.includes("/anchore/syft/") === true) return true;
  if (!hasList(value, "artifacts")) return false;
  const isEarly = isObject(field(value, "distro")) && text(field(value, "source"), "type") !== undefined;
  return isEarly || hasList(value, "artifactRelationships");
}

function read(document: Document, origin: Origin): Reading {
  const value = jsonValue(document);
  const formatVersion = supportedVersion(value, origin);
  const holder = { title: "Syft", file: origin.name, pointer: "" };
  for (const key of ["artifacts", "artifactRelationships"]) requireList(value, key, holder);
  const artifacts = readArtifacts(value, origin.name);
  const subject = subjectOf(field(value, "source"), { input: origin.name, pointer: "/source" });
  const { graph, count } = readDependencies(value);
  return {
    ...optional("formatVersion", formatVersion),
    coverage: coverageOf(value, artifacts, subject),
    accounts: [account("components", artifacts.components.length, artifacts.notUsed)],
    notices: noticesOf(value, artifacts),
    items: {
      documents: [
        {
          input: origin.name,
          ...optional("name", subject?.name),
          ...optional("subject", subject),
          dependencyCount: count,
          serviceCount: 0,
          dependencies: graph,
          about: aboutOf(value, formatVersion),
        },
      ],
      components: artifacts.components,
    },
  };
}

/** SchemaVer; undefined when the document names no schema. */
function supportedVersion(value: unknown, origin: Origin): string | undefined {
  if (field(value, "schema") === undefined) return undefined;
  const version = at(value, "schema", "version");
  const model =
    typeof version === "string" ? /^(\d{1,3})\.\d{1,3}\.\d{1,3}(?:-[\w.]{1,40})?$/.exec(version)?.[1] : undefined;
  if (typeof version === "string" && model !== undefined && Number(model) >= 1 && Number(model) <= newestModel)
    return version;
  throw new FixopsError(
    "INPUT_UNSUPPORTED_VERSION",
    `the schema version of the Syft document is ${shown(version)}; expected 1.0.0 to ${newestModel}.x`,
    {
      where: { file: origin.name, pointer: "/schema/version" },
      hint: "write the document again as CycloneDX 1.6 JSON, with syft -o cyclonedx-json",
    },
  );
}

function coverageOf(value: unknown, artifacts: ArtifactList, subject: Component | undefined): Coverage {
  const descriptor = field(value, "descriptor");
  return {
    tool: label(descriptor, "name") ?? "syft",
    ...optional("toolVersion", toolVersion(descriptor)),
    targets: artifacts.components.length,
    ...optional("generatedAt", label(descriptor, "timestamp")),
    doubts: [
      ...(subject === undefined ? ["does not name what was catalogued"] : []),
      ...(artifacts.components.length === 0 ? ["lists no package"] : []),
      ...rejectionDoubts("packages", artifacts.notUsed),
    ],
  };
}

/** A build that was not told its version says so in brackets. */
function toolVersion(descriptor: unknown): string | undefined {
  const version = label(descriptor, "version");
  return version?.startsWith("[") === true ? undefined : version;
}

/** `parent` is a dependency of `child`. */
function readDependencies(value: unknown): { readonly graph: RefGraph; readonly count: number } {
  const graph = emptyGraph();
  let count = 0;
  for (const relationship of list(value, "artifactRelationships")) {
    if (text(relationship, "type") !== "dependency-of") continue;
    count++;
    const [parent, child] = [text(relationship, "parent"), text(relationship, "child")];
    if (parent !== undefined && child !== undefined) addEdges(graph, child, [parent]);
  }
  return { graph, count };
}

/** Syft names itself and the time; there is no place for an author. */
function aboutOf(value: unknown, formatVersion: string | undefined): SbomAbout {
  const descriptor = field(value, "descriptor");
  return {
    format: "Syft",
    ...optional("formatVersion", formatVersion),
    authors: [],
    contacts: [],
    tools: [{ name: label(descriptor, "name") ?? "syft", ...optional("version", toolVersion(descriptor)) }],
    ...optional("timestamp", text(descriptor, "timestamp")),
    lifecycles: [],
    tellsCompleteness: false,
    holdsVulnerabilities: false,
  };
}

function noticesOf(value: unknown, artifacts: ArtifactList): readonly string[] {
  const notices: string[] = [];
  if (artifacts.badPurls > 0) notices.push(`packages with a purl that is no package URL: ${artifacts.badPurls}`);
  const secrets = list(value, "secrets").length;
  if (secrets > 0) notices.push(`files with secrets in the document: ${secrets}; they are not read as findings`);
  return notices;
}
