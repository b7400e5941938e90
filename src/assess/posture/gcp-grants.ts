import type { Judgement } from "../../domain/posture.ts";
import { isHidden, type Resource, type Value } from "../../domain/resource.ts";
import { parseJson } from "../../standards/json.ts";
import { list, text, texts } from "../../standards/wire.ts";
import { allOf, failWhen, passWhen, type Truth } from "./check.ts";
import { at, blocks } from "./values.ts";

/** A role, and one to whom it is granted; either can be hidden. */
export type Grant = { readonly role: Value; readonly member: Value };

/** The three resources by which Terraform grants roles on a thing: one member, all members of a role, everything. */
export function iamTypes(...things: readonly string[]): readonly string[] {
  return things.flatMap((thing) => ["member", "binding", "policy"].map((form) => `${thing}_iam_${form}`));
}

/** The grants of an IAM resource; undefined when the plan does not tell them. */
export function grantsOf({ type, values }: Resource): readonly Grant[] | undefined {
  if (type.endsWith("_iam_policy")) return policyGrants(at(values, "policy_data"));
  const role = at(values, "role") ?? "";
  if (type.endsWith("_iam_member")) return [{ role, member: at(values, "member") ?? "" }];
  const members = at(values, "members");
  if (isHidden(members)) return [{ role, member: members }];
  return Array.isArray(members) ? members.map((member: Value) => ({ role, member })) : [];
}

/** `policy_data` is the JSON of a policy: `{bindings: [{role, members}]}` (Google Cloud IAM, Policy). */
function policyGrants(data: Value | undefined): readonly Grant[] | undefined {
  if (typeof data !== "string") return undefined;
  const policy = parseJson(data);
  if (!policy.ok) return undefined;
  return list(policy.value, "bindings").flatMap((binding) =>
    texts(binding, "members").map((member) => ({ role: text(binding, "role") ?? "", member })),
  );
}

/** A failure when a grant has a role that `isRole` and a member that `isMember` accepts. */
export function judgeGrants(
  resource: Resource,
  isRole: (role: string) => boolean,
  isMember: (member: string) => boolean,
): Judgement {
  const grants = grantsOf(resource);
  const where = resource.type.endsWith("_iam_policy") ? "policy_data" : "role";
  if (grants === undefined) return passWhen(undefined, { at: where });
  const truths = grants.map(({ role, member }) => allOf([ask(role, isRole), ask(member, isMember)]));
  const bad = grants[truths.indexOf(true)];
  return failWhen(bad !== undefined || (truths.includes(undefined) ? undefined : false), {
    at: where,
    ...(bad && { found: `${String(bad.role).slice(0, maxRole)} for ${kindOf(String(bad.member))}` }),
  });
}

/** Longest role that is quoted. */
const maxRole = 80;

function ask(value: Value, question: (text: string) => boolean): Truth {
  return isHidden(value) ? undefined : question(String(value));
}

/** `user:someone@example.com` is told as `a user`: addresses of people do not belong into evidence. */
function kindOf(member: string): string {
  return isPublicMember(member) ? member : `a ${member.split(":")[0]?.slice(0, maxRole) ?? "member"}`;
}

/** Everyone, with or without a Google account. */
export function isPublicMember(member: string): boolean {
  return member === "allUsers" || member === "allAuthenticatedUsers";
}

/** A failure when any role is granted to everyone. */
export function judgePublicGrants(resource: Resource): Judgement {
  return judgeGrants(resource, () => true, isPublicMember);
}

/** The entries of a list of blocks, each with a member that is asked; a hidden list is one hidden answer. */
export function memberTruths(
  from: Value,
  path: string,
  key: string,
  isBad: (text: string) => boolean,
): readonly Truth[] {
  const entries = blocks(from, path);
  if (entries === undefined) return [undefined];
  return entries.map((entry) => ask(at(entry, key) ?? "", isBad));
}

/** Service accounts that Google makes by itself, with the editor's role on the project. */
export function isDefaultAccount(account: string): boolean {
  return account.endsWith("-compute@developer.gserviceaccount.com") || account.endsWith("@appspot.gserviceaccount.com");
}
