import { describe, expect, test } from "bun:test";
import type { Check } from "../../../../src/assess/posture/check.ts";
import { checks } from "../../../../src/assess/posture/checks/index.ts";
import { deploymentOf } from "../../../../src/domain/deployment.ts";
import {
  isValueObject,
  type Resource,
  unknownValue,
  type Value,
  type ValueObject,
} from "../../../../src/domain/resource.ts";
import { casesIn, resourcesOf } from "../../../support/posture-case.ts";

/** What is not told is never an answer: properties of every check, over the cases of all of them. */

type Case = { readonly name: string; readonly resources: readonly Resource[]; readonly before: string };
type Step = string | number;

const written = casesIn(import.meta.dir);
/** Check → changes that are right when one value is hidden, with the reason. None makes a failure pass. */
const rightChanges: { readonly [check: string]: readonly { readonly change: string; readonly why: string }[] } = {
  "aws-s3/acl-not-public": [
    { change: "pass 6, 0:bucket → fail", why: "no text that is known names a bucket whose name comes with the apply" },
  ],
  "azure-storage/network-default-deny": [
    { change: "pass 3, 0:name → fail", why: "no text that is known names an account whose name comes with the apply" },
  ],
};

/** Checks that need not look into a resource, with what tells them: their answer may stay when all is hidden. */
const toldOtherwise: ReadonlyMap<string, string> = new Map([
  ["aws-analytics/glue-job-configured", "a reference to the configuration"],
  ["aws-analytics/sagemaker-endpoint-encrypted", "a reference to the key"],
  ["aws-analytics/sagemaker-kms-key", "a reference to the key"],
  ["aws-api-gateway/web-firewall", "the plan, which has or lacks what points to it"],
  ["aws-cloudfront/web-firewall", "a reference to the firewall"],
  ["aws-cloudtrail/kms-key", "a reference to the key"],
  ["aws-cloudtrail/watched", "a reference to the log group"],
  ["aws-elasticache/memorydb-kms-key", "a reference to the key"],
  ["aws-iam/users-by-group", "the type"],
  ["aws-logging/log-group-kms-key", "a reference to the key"],
  ["aws-logging/web-firewall-logs", "the plan, which has or lacks what points to it"],
  ["aws-redshift/audit-logs", "a reference to the cluster"],
  ["aws-s3-data/access-logs", "a reference to the resource"],
  ["aws-s3/acl-not-public", "a reference to the bucket, and attributes that the configuration leaves out"],
  ["aws-s3/block-public-acls", "the making of a new bucket"],
  ["aws-s3/block-public-policy", "the making of a new bucket"],
  ["aws-s3/ignore-public-acls", "the making of a new bucket"],
  ["aws-s3/policy-not-public", "a reference to the bucket, and attributes that the configuration leaves out"],
  ["aws-s3/restrict-public-buckets", "the making of a new bucket"],
  ["aws-secrets-manager/kms-key", "a reference to the key"],
  ["aws-secrets-manager/rotation", "a reference to the resource"],
  ["aws-security-group/admin-ports-not-public", "an attribute that the configuration leaves out"],
  ["aws-security-group/all-ports-not-public", "an attribute that the configuration leaves out"],
  ["aws-security-group/database-ports-not-public", "an attribute that the configuration leaves out"],
  ["aws-security-group/only-web-ports-public", "an attribute that the configuration leaves out"],
  ["aws-security-group/rdp-not-public", "an attribute that the configuration leaves out"],
  ["aws-security-group/ssh-not-public", "an attribute that the configuration leaves out"],
  ["aws-sns/encrypted", "a reference to the key"],
  ["aws-sqs/encrypted", "an attribute that the configuration leaves out"],
  ["aws-sqs/policy-not-public", "an attribute that the configuration leaves out"],
  ["aws-storage/backup-vault-kms-key", "a reference to the key"],
  ["aws-storage/fsx-kms-key", "a reference to the key"],
  ["aws-storage/transfer-encrypted", "an attribute that the configuration leaves out"],
  ["aws-vpc/flow-logs", "the plan, which has or lacks a flow log"],
  ["azure-aks/own-disk-key", "a reference to the key"],
  ["azure-key-vault/audit-log", "the plan, which has no diagnostic setting"],
  ["azure-monitor/resource-logs", "the plan, which has no diagnostic setting"],
  ["azure-network/subnet-guarded", "a reference to the subnet"],
  ["azure-storage/own-key", "a reference to the account"],
  ["azure-vm/no-public-ip", "a reference to the address"],
  ["gcp-network/proxy-tls-policy", "a reference to the policy"],
  ["azure-network/firewall-threat-intelligence", "a reference to the policy"],
  ["gcp-sql/backup", "a reference to the main instance"],
  ["k8s-admission/served-version", "apiVersion"],
  ["k8s-ingress/snippets", "annotations"],
  ["k8s-ingress/tls", "annotations"],
  ["k8s-namespace/network-policy", "namespaces of the manifests"],
  ["k8s-namespace/not-default", "the namespace"],
  ["k8s-namespace/pod-security", "labels"],
  ["k8s-network-policy/ingress", "namespaces of the manifests"],
  ["k8s-pod-baseline/app-armor", "annotations"],
  ["k8s-service-account/default-account", "the name"],
  ["k8s-service/load-balancer", "annotations"],
]);

/** Checks for which a switch of all of an account counts; one of another module, which may be of another account, is doubt. */
const accountWide: ReadonlySet<string> = new Set([
  "aws-ec2/disks-encrypted",
  "aws-s3/block-public-acls",
  "aws-s3/block-public-policy",
  "aws-s3/ignore-public-acls",
  "aws-s3/policy-not-public",
  "aws-s3/restrict-public-buckets",
]);

const rows = checks.map((check) => [check.id, check, casesOf(check)] as const);

describe("one hidden value leaves the answer as it was, or makes it unknown", () => {
  test.each(rows)("%s", (id, check, cases) => {
    const changes = cases.flatMap(({ name, resources, before }) =>
      resources.flatMap((resource, index) =>
        pathsOf(resource).flatMap((path) => {
          const hidden = { ...resource, values: Object(hide(resource.values, path)) };
          const after = statusOf(check, resources.with(index, hidden));
          const change = `${name}, ${index}:${path.join(".")} → ${after}`;
          return after === before || after === "unknown" || isRight(id, change) ? [] : [change];
        }),
      ),
    );
    expect(changes).toEqual([]);
  });
});

describe("a resource of which nothing is told is unknown", () => {
  test.each(rows)("%s", (id, check, cases) => {
    const changes = cases.flatMap(({ name, resources, before }) => {
      const after = statusOf(
        check,
        resources.map((one) => hideAll(one, cases)),
      );
      const isTold = toldOtherwise.has(id) && after === before;
      return after === "unknown" || isTold || isDecidedByType(resources, cases) ? [] : [`${name} → ${after}`];
    });
    expect(changes).toEqual([]);
  });
});

describe("what passes beside it does not make a failure pass", () => {
  test.each(rows)("%s", (id, check, cases) => {
    const passing = cases.filter(({ before }) => before === "pass");
    const changes = cases
      .filter(({ before }) => before === "fail")
      .flatMap((failing) =>
        passing.flatMap((other) => {
          const after = statusOf(check, [...failing.resources, ...elsewhere(other.resources)]);
          const isDoubted = accountWide.has(id) && after === "unknown";
          return after === "fail" || isDoubted ? [] : [`${failing.name} beside ${other.name} → ${after}`];
        }),
      );
    expect(changes).toEqual([]);
  });
});

test("every exception is one of a check that is there, and of one that makes no failure pass", () => {
  const ids = checks.map(({ id }) => id);
  const changes = Object.entries(rightChanges);
  expect(
    [...toldOtherwise.keys(), ...accountWide, ...changes.map(([id]) => id)].filter((id) => !ids.includes(id)),
  ).toEqual([]);
  expect(changes.flatMap(([, own]) => own).filter(({ change }) => /^fail.* pass$/.test(change))).toEqual([]);
});

function isRight(check: string, change: string): boolean {
  return (rightChanges[check] ?? []).some((one) => one.change === change);
}

function casesOf(check: Check): readonly Case[] {
  const own = written.get(check.id.split("/")[0] ?? "")?.[check.id] ?? {};
  return Object.entries(own).flatMap(([status, list]) =>
    list.map((one, index) => {
      const resources = resourcesOf(one);
      return { name: `${status} ${index}`, resources, before: statusOf(check, resources) };
    }),
  );
}

/** What a check says of the first of the resources. */
function statusOf(check: Check, resources: readonly Resource[]): string {
  const [first] = resources;
  if (first === undefined) return "no resource";
  try {
    return check.judge(first, deploymentOf(resources)).status;
  } catch (error) {
    return `throws ${String(error)}`;
  }
}

/** What a manifest is, is told by its reader; metadata too, but for single values in it, such as names and labels. */
const alwaysTold = ["apiVersion", "kind", "metadata"];

function pathsOf({ platform, values }: Resource): readonly (readonly Step[])[] {
  const isSingle = ([first, ...rest]: readonly Step[]): boolean => first === "metadata" && rest.length > 0;
  const canHide = (path: readonly Step[]): boolean => isSingle(path) || !alwaysTold.includes(String(path[0]));
  return pathsBelow(values).filter((path) => platform === "terraform" || canHide(path));
}

function pathsBelow(value: Value): readonly (readonly Step[])[] {
  const members: readonly (readonly [Step, Value])[] = membersOf(value);
  return members.flatMap(([step, member]) => [[step], ...pathsBelow(member).map((path) => [step, ...path])]);
}

function membersOf(value: Value): readonly (readonly [Step, Value])[] {
  if (Array.isArray(value)) return value.map((member: Value, index) => [index, member]);
  return isValueObject(value) ? Object.entries(value) : [];
}

function hide(value: Value, [step, ...rest]: readonly Step[]): Value {
  if (step === undefined) return unknownValue;
  const changed = membersOf(value).map(([key, member]) => [key, key === step ? hide(member, rest) : member] as const);
  return Array.isArray(value) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

/** A resource with all that any case sets on its type, hidden. */
function hideAll(resource: Resource, cases: readonly Case[]): Resource {
  const keys = cases.flatMap(({ resources }) =>
    resources.filter(({ platform }) => platform === resource.platform).flatMap(({ values }) => Object.keys(values)),
  );
  const told = resource.platform === "kubernetes" ? alwaysTold : [];
  const kept = Object.entries(resource.values).filter(([key]) => told.includes(key));
  const hidden = keys.filter((key) => !told.includes(key)).map((key) => [key, unknownValue] as const);
  return { ...resource, values: Object.fromEntries([...kept, ...hidden]) };
}

/** True when the check does not concern any resource of that type. */
function isDecidedByType([first]: readonly Resource[], cases: readonly Case[]): boolean {
  const same = cases.filter(({ resources }) => resources[0]?.type === first?.type);
  return same.every(({ before }) => before === "not_applicable");
}

/** The same resources in another module or namespace, under names that no other case has. */
function elsewhere(resources: readonly Resource[]): readonly Resource[] {
  const names = new Set(resources.flatMap(({ values }) => identifying.map((key) => values[key])));
  return resources.map((resource) => ({
    ...resource,
    address: `module.elsewhere.${resource.address}`,
    values: resource.platform === "kubernetes" ? inNamespace(resource) : Object(renamed(resource.values, names)),
    references: new Map([...resource.references].map(([key, to]) => [key, to.map((one) => `module.elsewhere.${one}`)])),
  }));
}

const identifying = ["id", "arn", "name", "bucket", "self_link", "identifier", "function_name", "dns_name"];

function renamed(value: Value, names: ReadonlySet<Value | undefined>): Value {
  if (typeof value === "string") return value !== "" && names.has(value) ? `elsewhere-${value}` : value;
  if (Array.isArray(value)) return value.map((member: Value) => renamed(member, names));
  if (!isValueObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, renamed(member, names)]));
}

/** A manifest with every namespace that it names called otherwise, its own too. */
function inNamespace({ values }: Resource): ValueObject {
  const metadata = { namespace: "default", ...Object(values["metadata"]) };
  const name = values["kind"] === "Namespace" ? `elsewhere-${metadata.name}` : metadata.name;
  return Object(inOtherNamespace({ ...values, metadata: { ...metadata, name } }));
}

function inOtherNamespace(value: Value): Value {
  if (Array.isArray(value)) return value.map(inOtherNamespace);
  if (!isValueObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "namespace" && typeof member === "string" ? `elsewhere-${member}` : inOtherNamespace(member),
    ]),
  );
}
