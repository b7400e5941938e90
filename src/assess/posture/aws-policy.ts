import type { Judgement } from "../../domain/posture.ts";
import type { Value } from "../../domain/resource.ts";
import { isHidden } from "../../domain/resource.ts";
import { parseJson } from "../../standards/json.ts";
import { field, isObject } from "../../standards/wire.ts";
import { type Check, notApplicable } from "./check.ts";
import { isLeftToProvider } from "./configured.ts";
import { settingOf } from "./setting.ts";

/** A statement of an IAM policy. Source: "IAM JSON policy elements reference" and "Grammar of the IAM JSON policy language". */
export type Statement = {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  /** Everything but these; set when the statement has `NotAction`. */
  readonly notActions?: readonly string[];
  readonly resources: readonly string[];
  readonly notResources?: readonly string[];
  readonly principals: readonly Principal[];
  /** Everyone but these: true when the statement has `NotPrincipal`. */
  readonly exceptsPrincipals: boolean;
  readonly conditions: readonly Condition[];
};

/** `AWS`, `Service`, `Federated` or `CanonicalUser`; `*` alone is of every kind. */
export type Principal = { readonly kind: string; readonly id: string };

export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

/** Policy text → statements; undefined for what is no policy. */
export function parsePolicy(text: string): readonly Statement[] | undefined {
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value)) return undefined;
  const written = field(parsed.value, "Statement");
  const all = (Array.isArray(written) ? written : [written]).map(statementOf);
  return all.every((one) => one !== undefined) ? all : undefined;
}

function statementOf(value: unknown): Statement | undefined {
  const effect = field(value, "Effect");
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  return {
    effect,
    actions: textsOf(field(value, "Action")),
    ...(Object.hasOwn(Object(value), "NotAction") && { notActions: textsOf(field(value, "NotAction")) }),
    resources: textsOf(field(value, "Resource")),
    ...(Object.hasOwn(Object(value), "NotResource") && { notResources: textsOf(field(value, "NotResource")) }),
    principals: principalsOf(field(value, "Principal")),
    exceptsPrincipals: field(value, "NotPrincipal") !== undefined,
    conditions: conditionsOf(field(value, "Condition")),
  };
}

/** A string or a list of them; numbers and booleans as they are written. */
function textsOf(value: unknown): readonly string[] {
  const all = Array.isArray(value) ? value : [value];
  return all.filter((one) => ["string", "number", "boolean"].includes(typeof one)).map(String);
}

function principalsOf(value: unknown): readonly Principal[] {
  if (!isObject(value)) return textsOf(value).map((id) => ({ kind: "AWS", id }));
  return Object.entries(value).flatMap(([kind, ids]) => textsOf(ids).map((id) => ({ kind, id })));
}

function conditionsOf(value: unknown): readonly Condition[] {
  return Object.entries(isObject(value) ? value : {}).flatMap(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).map(([key, values]) => ({ operator, key, values: textsOf(values) })),
  );
}

/** The policy at an attribute: empty when there is none, undefined when it is not told or cannot be read. */
export function policyAt(values: Value, name: string): readonly Statement[] | undefined {
  const { value: text } = settingOf(values, name);
  if (isHidden(text)) return undefined;
  if (text === undefined) return [];
  return typeof text === "string" ? parsePolicy(text) : undefined;
}

/** What is wrong with a statement, in words of ours; undefined when nothing is. */
export type Complaint = (statement: Statement, policy: readonly Statement[]) => string | undefined;

/** A failure when a statement of the policy at the attribute gives cause for complaint; no policy: not applicable. */
export function judgePolicyAt(values: Value, name: string, complaint: Complaint): Judgement {
  const { at: where } = settingOf(values, name);
  const policy = policyAt(values, name);
  if (policy === undefined) return { status: "unknown", at: where, found: "the plan does not tell the policy" };
  if (policy.length === 0) return notApplicable;
  for (const [index, statement] of policy.entries()) {
    const found = complaint(statement, policy);
    if (found !== undefined) return { status: "fail", at: `${where}.Statement[${index}]`, found };
  }
  return { status: "pass", at: where };
}

/** A pass when the policy that the resource itself has lets nobody in without saying who. */
export function policyNamesWho(attribute = "policy"): Check["judge"] {
  return (resource, deployment) =>
    isLeftToProvider(resource, attribute, deployment)
      ? notApplicable
      : judgePolicyAt(resource.values, attribute, everyoneMay);
}

/** True when everyone may do what the statement allows: its principal is whoever asks, and no condition says who. */
export function allowsEveryone(statement: Statement): boolean {
  if (statement.effect !== "Allow" || statement.conditions.some(narrows)) return false;
  return statement.exceptsPrincipals || statement.principals.some(isAnyone);
}

/** A complaint of `allowsEveryone`. */
export function everyoneMay(statement: Statement): string | undefined {
  return allowsEveryone(statement) ? "everyone is allowed, and no condition says who" : undefined;
}

/** Every principal, or every AWS account; a service or an identity provider has a name. */
export function isAnyone({ kind, id }: Principal): boolean {
  if (id === "*") return kind !== "Service";
  return kind === "AWS" && /^arn:aws[a-z-]*:iam::\*:/.test(id);
}

/**
 * True for a condition that says who, from where or on whose behalf. It must hold a fixed value, and be one that is
 * false when the key is not there: `…IfExists`, `ForAllValues:` and the negative operators let everyone else in.
 * Source: "Global condition context keys", and the list under "The meaning of public" of the S3 user guide.
 */
function narrows({ operator, key, values }: Condition): boolean {
  if (!narrowingOperators.test(operator) || !narrowingKeys.has(key.toLowerCase())) return false;
  return values.length > 0 && values.every((value) => !/^[*?]*$/.test(value) && !worldRanges.has(value));
}

const narrowingOperators =
  /^(?:ForAnyValue:)?(?:StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike|IpAddress)$/i;

const worldRanges: ReadonlySet<string> = new Set(["0.0.0.0/0", "::/0", "0.0.0.0/1", "128.0.0.0/1"]);

const narrowingKeys: ReadonlySet<string> = new Set([
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceip",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "aws:sourceowner",
  "aws:sourcevpc",
  "aws:sourcevpce",
  "aws:userid",
  "aws:vpcsourceip",
  "kms:calleraccount",
  "s3:dataaccesspointaccount",
  "s3:dataaccesspointarn",
]);

/** True when the statement's actions hold the action, by name or by wildcard; AWS compares without regard to case. */
export function coversAction(statement: Statement, action: string): boolean {
  if (statement.notActions !== undefined) return !statement.notActions.some((pattern) => fits(pattern, action));
  return statement.actions.some((pattern) => fits(pattern, action));
}

/** `*` stands for any text, `?` for one character. Greedy with one way back: quadratic at worst in short texts. */
function fits(pattern: string, text: string): boolean {
  const [p, t] = [pattern.toLowerCase(), text.toLowerCase()];
  let [i, j, star, mark] = [0, 0, -1, 0];
  while (j < t.length) {
    if (p[i] === "*") [star, mark, i] = [i, j, i + 1];
    else if (i < p.length && (p[i] === "?" || p[i] === t[j])) [i, j] = [i + 1, j + 1];
    else if (star === -1) return false;
    else [i, mark, j] = [star + 1, mark + 1, mark + 1];
  }
  return [...p.slice(i)].every((one) => one === "*");
}

/** True for `*`, for every resource of an account, and for everything but some. */
export function isOfAnyResource({ resources, notResources }: Statement): boolean {
  return notResources !== undefined || resources.some((one) => anyResource.test(one));
}

/** `*`, `arn:aws:iam::123456789012:*`, `arn:aws:iam::*:role/*`. */
const anyResource = /^(?:\*|arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:\*|(?:role|user|group|policy)\/\*))$/;
