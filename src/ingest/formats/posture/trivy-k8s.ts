import type { Finding } from "../../../domain/finding.ts";
import { field, isObject, list, text } from "../../../standards/wire.ts";
import { count } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { malformedIdDoubts } from "../../identifiers.ts";
import { maxMessage, oneLine, quoted } from "../findings/report-text.ts";
import { jsonValue } from "../forms.ts";
import { misshapen, requireList } from "../refusals.ts";
import { trivyAccounts, trivySink } from "../vulnerabilities/trivy-sink.ts";
import { isVulnerabilityTarget, readTarget, type TrivySink } from "../vulnerabilities/trivy-target.ts";
import { objectName } from "./check-finding.ts";

/**
 * Trivy's report of a Kubernetes cluster (`trivy k8s --format json`): the resources of the cluster, each with targets as
 * in other Trivy reports. Older versions split them into two lists, the summary puts them in `Findings`.
 */
export const trivyK8s: Format = {
  id: "trivy-k8s-json",
  title: "Trivy Kubernetes JSON",
  sign: "`ClusterName`, no `ArtifactName`, and `Resources`, `Findings`, `Vulnerabilities` or `Misconfigurations`",
  versions: [],
  kinds: ["cnapp", "cve", "sarif"],
  detect,
  read,
};

const lists = ["Resources", "Findings", "Vulnerabilities", "Misconfigurations"] as const;

function detect(document: Document): boolean {
  const report = jsonValue(document);
  if (!isObject(report) || typeof report["ClusterName"] !== "string") return false;
  return lists.some((key) => Object.hasOwn(report, key)) && !Object.hasOwn(report, "ArtifactName");
}

type Resource = { readonly resource: unknown; readonly pointer: string };

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  for (const key of lists) requireList(report, key, { title: "Trivy Kubernetes", file: origin.name, pointer: "" });
  const resources = lists.flatMap((key) =>
    list(report, key).map((resource, index): Resource => ({ resource, pointer: `/${key}/${index}` })),
  );
  const sink = trivySink();
  for (const resource of resources) readResource(resource, origin.name, sink);
  const targets = resources.flatMap(({ resource }) => list(resource, "Results"));
  const looked = sink.observations.length > 0 || targets.some(isVulnerabilityTarget);
  return {
    coverage: {
      tool: "trivy",
      targets: resources.length,
      doubts: [
        ...(resources.length === 0 ? ["the report says that no resource was scanned"] : []),
        ...(resources.length > 0 && targets.length === 0 ? ["no resource of the report has a result"] : []),
        ...[...sink.doubts].map(([what, n]) => `${n} ${what}`),
        ...malformedIdDoubts(sink.observations),
      ],
    },
    accounts: trivyAccounts(sink, "misconfigurations"),
    notices: [],
    items: { findings: sink.findings, ...(looked && { observations: sink.observations }) },
  };
}

function readResource({ resource, pointer }: Resource, input: string, sink: TrivySink): void {
  if (!isObject(resource)) count(sink.doubts, "resources are unreadable");
  if (misshapen(resource, ["Results"]).length > 0) count(sink.doubts, "lists are unreadable: Results is not a list");
  const error = text(resource, "Error");
  if (error !== undefined) count(sink.doubts, `resources could not be scanned: ${quoted(error)}`);
  const name = objectName({
    kind: text(resource, "Kind"),
    namespace: text(resource, "Namespace"),
    name: text(resource, "Name"),
  });
  for (const [index, target] of list(resource, "Results").entries()) {
    const findings: Finding[] = [];
    readTarget(target, { input, pointer: `${pointer}/Results/${index}` }, { ...sink, findings });
    const isConfig = field(target, "Class") === "config";
    for (const finding of findings) sink.findings.push(inCluster(finding, name, isConfig));
  }
}

/**
 * The target of a configuration check is the resource itself and no file; that of a secret is a file of its image, which
 * other images may have as well: so the message names the resource.
 */
function inCluster(finding: Finding, name: string | undefined, isConfig: boolean): Finding {
  const resource = name ?? finding.location.file;
  if (resource === undefined) return finding;
  if (isConfig) return { ...finding, resource, location: {} };
  const message = oneLine(`${resource}: ${finding.message}`, maxMessage) ?? finding.message;
  return { ...finding, resource, message };
}
