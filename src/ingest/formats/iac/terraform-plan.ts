import { FixopsError } from "../../../domain/error.ts";
import { type Resource, remains, withoutInstanceKeys } from "../../../domain/resource.ts";
import type { Source } from "../../../domain/source.ts";
import { counted } from "../../../domain/words.ts";
import { at, field, hasList, isObject, list, optional, text, texts } from "../../../standards/wire.ts";
import { account, count, type Tally } from "../../account.ts";
import type { Document, Format, Origin, Reading } from "../../format.ts";
import { jsonValue } from "../forms.ts";
import { label } from "../label.ts";
import { rejectionDoubts, requireList, shown } from "../refusals.ts";
import { referenceOf } from "./resources.ts";
import { configuredReferences, type References } from "./terraform-references.ts";
import { plannedValues } from "./terraform-values.ts";

/** Terraform and OpenTofu plans (`terraform show -json PLAN`). Secret values are left out. */
export const terraformPlan: Format = {
  id: "terraform-plan-json",
  title: "Terraform plan",
  sign: "`format_version` beside the members of a plan, such as `planned_values`; a state is told and refused",
  versions: ["0.1", "0.2", "1.0", "1.1", "1.2"],
  kinds: ["tfplan"],
  detect,
  read,
};

/** Members that only a plan has. */
const planKeys = ["planned_values", "resource_changes", "resource_drift", "output_changes", "configuration"] as const;

/** `terraform show -json` writes a state in the same frame; it is known in order to be refused by name. */
function detect(document: Document): boolean {
  const value = jsonValue(document);
  if (!isObject(value)) return false;
  if (typeof value["format_version"] !== "string") return isStateFile(value);
  return isPlan(value) || isState(value);
}

function isPlan(value: unknown): boolean {
  return planKeys.some((key) => field(value, key) !== undefined);
}

/** An empty state has nothing besides the version. */
function isState(value: unknown): boolean {
  const hasValues = isObject(field(value, "values")) && field(value, "terraform_version") !== undefined;
  return hasValues || (isObject(value) && Object.keys(value).length === 1);
}

/** `terraform.tfstate` as Terraform keeps it, versions 3 and 4. */
function isStateFile(value: unknown): boolean {
  return typeof field(value, "lineage") === "string" && typeof field(value, "serial") === "number";
}

function read(document: Document, origin: Origin): Reading {
  const plan = jsonValue(document);
  if (!isPlan(plan) || isStateFile(plan)) throw stateNotPlan(origin.name);
  const formatVersion = versionOf(plan, origin.name);
  requireList(plan, "resource_changes", { title: "Terraform plan", file: origin.name, pointer: "" });
  const lost: Tally = new Map();
  const references = configuredReferences(plan);
  const resources: Resource[] = [];
  for (const [index, change] of list(plan, "resource_changes").entries()) {
    const source = { input: origin.name, pointer: `/resource_changes/${index}` };
    const resource = toResource(change, references, source);
    if (resource === undefined) count(lost, "it has no address, type or actions");
    else if (isWithoutValues(change, resource)) count(lost, "it is planned, and the plan tells no values of it");
    else resources.push(resource);
  }
  return {
    formatVersion,
    coverage: {
      tool: "terraform",
      ...optional("toolVersion", label(plan, "terraform_version")),
      targets: resources.length,
      ...optional("generatedAt", label(plan, "timestamp")),
      doubts: [...rejectionDoubts("resource changes", lost), ...planDoubts(plan)],
    },
    accounts: [account("resource changes", resources.length, lost)],
    notices: noticesOf(plan),
    items: { resources },
  };
}

function stateNotPlan(file: string): FixopsError {
  const message =
    "the file is a Terraform state, which tells what is and not what the release changes; expected a plan";
  return new FixopsError("INPUT_MALFORMED", message, {
    where: { file },
    hint: "write the plan with terraform plan -out=PLAN, then terraform show -json PLAN",
  });
}

/** Minor versions of 1 only add (HashiCorp's promise for the format); before 1.0 each version was its own. */
const readable = /^(?:0\.[12]|1\.\d{1,4})$/;

function versionOf(plan: unknown, file: string): string {
  const version = text(plan, "format_version");
  if (version !== undefined && readable.test(version)) return version;
  const message = `the format_version of the Terraform plan is ${shown(version)}; expected 0.1, 0.2 or 1.x`;
  throw new FixopsError("INPUT_UNSUPPORTED_VERSION", message, {
    where: { file, pointer: "/format_version" },
    hint: "write the plan with Terraform 0.12 or later, or OpenTofu, whose format_version is 1.x",
  });
}

function toResource(change: unknown, references: References, source: Source): Resource | undefined {
  const address = referenceOf(change, "address");
  const type = referenceOf(change, "type");
  const actions = texts(field(change, "change"), "actions").map(actionWord);
  if (address === undefined || type === undefined || actions.length === 0) return undefined;
  return {
    address,
    type,
    platform: "terraform",
    ...optional("provider", referenceOf(change, "provider_name")),
    actions,
    values: plannedValues(field(change, "change")),
    references: references.get(withoutInstanceKeys(address)) ?? noReferences,
    source,
  };
}

/** What stays or comes has an object of values, be they all to be known on apply. */
function isWithoutValues(change: unknown, resource: Resource): boolean {
  return remains(resource) && !isNoOp(change) && !isObject(at(change, "change", "after"));
}

const noReferences: ReadonlyMap<string, readonly string[]> = new Map();

/** Longer than any word that Terraform has for what it does. */
const maxAction = 20;

function actionWord(action: string): string {
  return action.slice(0, maxAction);
}

function planDoubts(plan: unknown): readonly string[] {
  const deferred = list(plan, "deferred_changes").length;
  const failed = list(plan, "checks").filter((check) => failedStatuses.has(text(check, "status") ?? "")).length;
  const isPartial = field(plan, "planned_values") !== undefined && field(plan, "resource_changes") === undefined;
  return [
    ...strangeActions(plan),
    ...emptyDoubts(plan),
    ...unchangedDoubts(plan, isPartial),
    ...(isPartial && plansResources(plan) ? ["it plans resources and lists no resource_changes"] : []),
    ...(field(plan, "errored") === true ? ["planning ended with an error: the plan is not the whole of it"] : []),
    ...(field(plan, "complete") === false ? ["the plan is not complete: another will be needed after it"] : []),
    ...(deferred > 0 ? [`${counted(deferred, "change is", "changes are")} put off to a later plan`] : []),
    ...(failed > 0 ? [`${counted(failed, "check")} of the configuration did not pass`] : []),
  ];
}

/** Words of Terraform and OpenTofu; another one may mean anything. */
const knownActions: ReadonlySet<string> = new Set(["create", "read", "update", "delete", "no-op", "forget"]);

function strangeActions(plan: unknown): readonly string[] {
  const words = list(plan, "resource_changes").flatMap((change) => texts(field(change, "change"), "actions"));
  const strange = [...new Set(words.filter((word) => !knownActions.has(word)))];
  return strange.length === 0
    ? []
    : [`it has actions that no Terraform writes: ${strange.slice(0, maxNamed).map(actionWord).join(", ")}`];
}

/** What does not change is known to Terraform; a plan that leaves its values out was cut. */
function emptyDoubts(plan: unknown): readonly string[] {
  const empty = list(plan, "resource_changes").filter(
    (change) => isNoOp(change) && !isObject(at(change, "change", "after")),
  );
  return empty.length === 0
    ? []
    : [`${counted(empty.length, "unchanged resource has", "unchanged resources have")} no values`];
}

const maxNamed = 3;

/** What is planned must stand among the changes, be it unchanged. */
function unchangedDoubts(plan: unknown, isPartial: boolean): readonly string[] {
  if (isPartial) return [];
  const changed = new Set(
    list(plan, "resource_changes")
      .filter(isKept)
      .map((change) => text(change, "address")),
  );
  const missing = plannedAddresses(at(plan, "planned_values", "root_module")).filter(
    (address) => !changed.has(address),
  );
  return missing.length === 0
    ? []
    : [
        `${counted(missing.length, "planned resource has", "planned resources have")} no resource change, so they were not judged`,
      ];
}

/** What is only deleted or forgotten is not planned any more. */
function isKept(change: unknown): boolean {
  return !texts(field(change, "change"), "actions").every((action) => action === "delete" || action === "forget");
}

function plannedAddresses(module: unknown): readonly string[] {
  const own = list(module, "resources")
    .filter((one) => text(one, "mode") !== "data")
    .flatMap((one) => text(one, "address") ?? []);
  return [...own, ...list(module, "child_modules").flatMap(plannedAddresses)];
}

/** A plan that changes nothing repeats what is there, with or without modules. */
function plansResources(plan: unknown): boolean {
  const root = at(plan, "planned_values", "root_module");
  return list(root, "resources").length > 0 || list(root, "child_modules").length > 0;
}

const failedStatuses: ReadonlySet<string> = new Set(["fail", "error"]);

function noticesOf(plan: unknown): readonly string[] {
  const drift = list(plan, "resource_drift").length;
  const isUnchanged = list(plan, "resource_changes").every((change) => isNoOp(change));
  return [
    ...(hasList(plan, "resource_changes") && !isUnchanged ? [] : ["the plan changes no resource"]),
    ...(drift > 0 ? [`${counted(drift, "resource")} changed outside Terraform since the last run`] : []),
  ];
}

function isNoOp(change: unknown): boolean {
  const actions = list(at(change, "change"), "actions");
  return actions.length === 1 && actions[0] === "no-op";
}
