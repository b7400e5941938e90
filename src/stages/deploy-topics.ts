import type { CheckFacts, PostureResult, PostureStatus } from "../domain/posture.ts";
import type { Json } from "../domain/section.ts";

/** Which checks are about a topic: those of these ids, or all that are evidence for a control. */
type Topic = { readonly ids: readonly string[] } | { readonly control: string };

/** The topics of a deployment that people ask for by name, in the words of the stage document. */
const topics: Readonly<Record<string, Topic>> = {
  public_buckets: {
    ids: [
      "aws-s3-data/object-acl-not-public",
      "aws-s3/acl-not-public",
      "aws-s3/policy-not-public",
      "azure-storage/container-private",
      "azure-storage/no-anonymous-blobs",
      "gcp-storage/no-public-acl",
      "gcp-storage/no-public-members",
    ],
  },
  open_security_groups: {
    ids: [
      "aws-security-group/admin-ports-not-public",
      "aws-security-group/all-ports-not-public",
      "aws-security-group/database-ports-not-public",
      "aws-security-group/only-web-ports-public",
      "aws-security-group/rdp-not-public",
      "aws-security-group/ssh-not-public",
      "azure-network/admin-ports",
      "azure-network/database-ports",
      "gcp-network/admin-ports",
      "gcp-network/database-ports",
      "gcp-network/not-every-port",
    ],
  },
  unpinned_images: {
    ids: [
      "aws-build/job-image-pinned",
      "aws-ecs/image-pinned",
      "azure-container/image-pinned",
      "gcp-serverless/image-pinned",
      "k8s-image/digest",
      "k8s-image/tag",
    ],
  },
  privileged_containers: {
    ids: [
      "aws-build/job-not-privileged",
      "aws-build/not-privileged",
      "aws-ecs/not-privileged",
      "azure-container/no-privileged",
      "k8s-pod-baseline/privileged",
    ],
  },
  // Protection of information at rest, and confidentiality and integrity of what is transmitted.
  encryption_gaps: { control: "nist-800-53:SC-28" },
  tls_policy: { control: "nist-800-53:SC-8" },
};

/**
 * For each topic whether it holds, and the resources that fail it or cannot be judged; `not_evaluated` where no check of
 * it looked at anything, which is no pass.
 */
export function deployTopics(results: readonly PostureResult[], checkOf: (id: string) => CheckFacts): Json {
  const entries = Object.entries(topics).map(([name, topic]) => {
    const own = results.filter(({ check }) => isAbout(check, topic, checkOf));
    return [name, { result: worstOf(own), failed: addresses(own, "fail"), unknown: addresses(own, "unknown") }];
  });
  return Object.fromEntries(entries);
}

/** Ids that the topics name. @internal: tests look for each among the checks. */
export const topicIds: readonly string[] = Object.values(topics).flatMap((topic) => ("ids" in topic ? topic.ids : []));

function isAbout(check: string, topic: Topic, checkOf: (id: string) => CheckFacts): boolean {
  return "ids" in topic ? topic.ids.includes(check) : checkOf(check).controls.includes(topic.control);
}

function worstOf(results: readonly PostureResult[]): PostureStatus | "not_evaluated" {
  const order = ["fail", "unknown", "pass"] as const;
  return order.find((status) => results.some((one) => one.status === status)) ?? "not_evaluated";
}

function addresses(results: readonly PostureResult[], status: PostureStatus): readonly string[] {
  const found = results.filter((one) => one.status === status);
  return [...new Set(found.map(({ resource }) => resource.address))];
}
