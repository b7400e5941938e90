import type { Resource } from "./resource.ts";
import type { Severity } from "./severity.ts";

/** `unknown`: the plan or manifest does not tell; it is neither a pass nor a failure. */
export const postureStatuses = ["pass", "fail", "unknown", "not_applicable"] as const;

export type PostureStatus = (typeof postureStatuses)[number];

/** What a posture check is, besides its predicate. */
export type CheckFacts = {
  /** `<family>/<name>`; `aws-s3/public-acl` stands in `checks/aws-s3.ts`. */
  readonly id: string;
  /** What holds when it passes, in one line: "The bucket's ACL grants nothing to everyone". */
  readonly title: string;
  readonly severity: Severity;
  /** Terraform types, or Kubernetes kinds without API group and version (`Pod`, `Ingress`). */
  readonly types: readonly string[];
  /** What to change, an imperative with the attribute's name. */
  readonly fix: string;
  /** Addresses of the vendor's or standard's own page. */
  readonly references: readonly string[];
  /** The same check elsewhere: Checkov (CKV), Aqua (AVD), CIS benchmark with its version. */
  readonly aka: {
    readonly ckv?: readonly string[];
    readonly avd?: readonly string[];
    readonly cis?: readonly string[];
  };
  /** Controls that it is evidence for, `<framework>:<control>`: `nist-800-53:SC-28`. */
  readonly controls: readonly string[];
};

/** What a check says of one resource. */
export type Judgement = {
  readonly status: PostureStatus;
  /** Where in the resource's values: `ingress[0].cidr_blocks`, `spec.containers[app].securityContext`. */
  readonly at?: string;
  /** What was found there, in words that hold no secret: `0.0.0.0/0 on port 22`. Never a value as such. */
  readonly found?: string;
};

/** One check on one resource, as the section lists it. */
export type PostureResult = Judgement & {
  readonly check: string;
  readonly severity: Severity;
  readonly resource: Resource;
};
