import type { SbomAbout } from "../../../domain/component.ts";
import type { Coverage } from "../../../domain/input-file.ts";
import { counted } from "../../../domain/words.ts";
import { field, optional, text, texts } from "../../../standards/wire.ts";
import type { Tally } from "../../account.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { label } from "../label.ts";
import { rejectionDoubts } from "../refusals.ts";
import { contactsOfAgent } from "./spdx-3-files.ts";
import { type Element, type Graph, references } from "./spdx-3-graph.ts";
import { answered, type Spdx3Observations } from "./spdx-3-observations.ts";
import { agentName, hasOddVersion, isPackage, type Spdx3Packages } from "./spdx-3-packages.ts";
import type { Spdx3Statements } from "./spdx-3-statements.ts";
import { type Tool, toolCoverage, toTool } from "./tools.ts";

/** When the document was made, and by which programs. */
export type Made = Pick<Coverage, "tool" | "toolVersion" | "generatedAt">;

/** By the creation info of the document itself; without a document, by the first. */
export function madeOf(graph: Graph): Made {
  const info = creationInfoOf(graph);
  return {
    ...toolCoverage(toolsOf(info?.node, graph)),
    ...optional("generatedAt", label(info?.node, "created")),
  };
}

function creationInfoOf(graph: Graph): Element | undefined {
  const document = graph.elements.find(({ type }) => type === "SpdxDocument");
  const [own] = references(field(document?.node, "creationInfo"), graph);
  return own?.element ?? graph.elements.find(({ type }) => type === "CreationInfo");
}

/** What the document says of how it was made; a program that is the maker is no author. */
export function makersOf(graph: Graph): Pick<SbomAbout, "authors" | "contacts" | "tools" | "timestamp" | "lifecycles"> {
  const info = creationInfoOf(graph);
  const makers = references(field(info?.node, "createdBy"), graph).flatMap(({ element }) => element ?? []);
  const authors = makers.filter(({ type }) => type !== "SoftwareAgent");
  const boms = graph.elements.filter(({ type }) => type === "Sbom");
  return {
    authors: authors.flatMap((author) => agentName(author) ?? []),
    contacts: authors.flatMap((author) => contactsOfAgent(author, graph)),
    tools: toolsOf(info?.node, graph).map(({ name, version }) => ({ name, ...optional("version", version) })),
    ...optional("timestamp", text(info?.node, "created")),
    lifecycles: boms.flatMap(({ node }) => [...texts(node, "software_sbomType"), ...texts(node, "sbomType")]),
  };
}

/** The tools; a program may also be the maker itself (`SoftwareAgent`). */
function toolsOf(info: unknown, graph: Graph): readonly Tool[] {
  const tools = references(field(info, "createdUsing"), graph);
  const makers = references(field(info, "createdBy"), graph).filter(({ element }) => element?.type === "SoftwareAgent");
  const chosen = tools.length > 0 ? tools : makers;
  return chosen.flatMap(({ element }) => {
    const name = agentName(element);
    return name === undefined ? [] : [toTool(name)];
  });
}

type Spdx3Content = {
  readonly graph: Graph;
  readonly packages: Spdx3Packages;
  readonly observed: Spdx3Observations;
  readonly stated: Spdx3Statements;
  readonly targets: number;
  readonly isAboutVulnerabilities: boolean;
};

/** What the document says that it covers, and what makes that doubtful. */
export function coverageOf(made: Made, content: Spdx3Content): Coverage {
  const { graph, packages, observed, stated, targets } = content;
  const odd = graph.elements.filter((element) => isPackage(element) && hasOddVersion(element)).length;
  return {
    ...made,
    targets,
    doubts: [
      ...contentDoubts(content),
      ...rejectionDoubts("packages", packages.notUsed),
      ...rejectionDoubts("vulnerabilities", faultsOf(observed.notUsed)),
      ...rejectionDoubts("statements", faultsOf(stated.notUsed)),
      ...(odd > 0 ? [`${counted(odd, "package has", "packages have")} a version that is no text: it is left out`] : []),
      ...(observed.loose > 0
        ? [`${counted(observed.loose, "vulnerability is", "vulnerabilities are")} tied to nothing`]
        : []),
      ...malformedIdDoubts(observed.observations),
    ],
  };
}

function faultsOf(notUsed: Tally): Tally {
  return new Map([...notUsed].filter(([reason]) => !answered.has(reason)));
}

function contentDoubts({ graph, packages, isAboutVulnerabilities }: Spdx3Content): readonly string[] {
  if (packages.components.length === 0) return isAboutVulnerabilities ? [] : ["lists no package"];
  const kinds = new Set(graph.elements.filter(isPackage).map(kindOf));
  return kinds.has("Package") ? [] : [`lists no software package, only: ${[...kinds].join(", ")}`];
}

/** A purl names a package, whatever its class says. */
function kindOf({ type, node }: Element): string {
  return text(node, "software_packageUrl") === undefined ? type : "Package";
}
