import type { Finding } from "../../../domain/finding.ts";
import { at, field, hasList, list, text } from "../../../standards/wire.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { postureReading, postureSink } from "../vulnerabilities/posture-sink.ts";
import { cloudFinding, enter, gone, open, type Standing, undecided } from "./cloud-finding.ts";
import { note, survey, surveyed } from "./survey.ts";

/**
 * Compliance as the AWS Config commands print it: of resources with a rule (`get-compliance-details-by-…`,
 * `EvaluationResults`), of rules, and of resources (`describe-compliance-by-…`). It has no severities.
 */
export const awsConfig: Format = {
  id: "aws-config-json",
  title: "AWS Config compliance JSON",
  sign: "`EvaluationResults`, `ComplianceByConfigRules` or `ComplianceByResources`",
  versions: [],
  kinds: ["cnapp"],
  detect: (document) => shapeOf(jsonValue(document)) !== undefined,
  read,
};

type Place = { readonly rule: string | undefined; readonly resource: string | undefined };

type Shape = {
  readonly key: string;
  readonly place: (item: unknown) => Place;
  readonly compliance: (item: unknown) => string | undefined;
};

const shapes: readonly Shape[] = [
  { key: "EvaluationResults", place: evaluated, compliance: (item) => text(item, "ComplianceType") },
  {
    key: "ComplianceByConfigRules",
    place: (item) => ({ rule: text(item, "ConfigRuleName"), resource: undefined }),
    compliance: (item) => text(field(item, "Compliance"), "ComplianceType"),
  },
  {
    key: "ComplianceByResources",
    place: (item) => ({ rule: "AWS Config rules", resource: resourceOf(item) }),
    compliance: (item) => text(field(item, "Compliance"), "ComplianceType"),
  },
];

function evaluated(item: unknown): Place {
  const qualifier = at(item, "EvaluationResultIdentifier", "EvaluationResultQualifier");
  return { rule: text(qualifier, "ConfigRuleName"), resource: resourceOf(qualifier) };
}

function resourceOf(named: unknown): string | undefined {
  const id = text(named, "ResourceId");
  const type = text(named, "ResourceType");
  return id === undefined || type === undefined ? id : `${type}/${id}`;
}

function shapeOf(report: unknown): Shape | undefined {
  return shapes.find(({ key }) => hasList(report, key));
}

function read(document: Document, origin: Origin): Reading {
  const report = jsonValue(document);
  const shape = shapeOf(report);
  const sink = postureSink(origin.name);
  const found = survey();
  const items = shape === undefined ? [] : list(report, shape.key);
  for (const [index, item] of items.entries()) {
    const { rule, resource } = shape?.place(item) ?? { rule: undefined, resource: undefined };
    const level = shape?.compliance(item);
    note(found, { tool: "AWS Config", rule, resources: placesOf(rule, resource) });
    enter(sink, "checks", standingOf(level), () => {
      const source = { input: origin.name, pointer: `/${shape?.key}/${index}` };
      return rule === undefined ? undefined : toFinding({ rule, resource }, level, text(item, "Annotation"), source);
    });
  }
  const doubts = [
    ...(items.length === 0 ? ["the report evaluated no rule"] : []),
    ...(text(report, "NextToken") === undefined ? [] : ["the report is one page of several: it names a further one"]),
  ];
  return postureReading(sink, { coverage: surveyed(found, doubts), sorts: ["checks"] }, false);
}

/** Compliance of a rule as a whole names no resource; the rule stands for those that it is about. */
function placesOf(rule: string | undefined, resource: string | undefined): readonly string[] {
  return [resource ?? rule].filter((place) => place !== undefined);
}

function toFinding(
  { rule, resource }: Place,
  level: string | undefined,
  annotation: string | undefined,
  source: Finding["source"],
): Finding {
  const ruleId = rule ?? "";
  const message = annotation ?? `${resource ?? "a resource"} does not comply with ${ruleId}`;
  return cloudFinding({ ruleId, tool: "AWS Config", level, severity: "unknown", message, resource, source });
}

function standingOf(compliance: string | undefined): Standing {
  if (compliance === "COMPLIANT") return gone("the check passed");
  if (compliance === "NOT_APPLICABLE") return gone("the check does not apply");
  if (compliance === "NON_COMPLIANT") return open;
  return undecided("the check gave no result");
}
