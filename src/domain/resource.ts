import type { Source } from "./source.ts";

/** A thing that a Terraform plan changes or a Kubernetes manifest declares. */
export type Resource = {
  /** Terraform address, or `kind/namespace/name`. */
  readonly address: string;
  /** Terraform type (`aws_s3_bucket`), or `apiVersion/kind`. */
  readonly type: string;
  /** Terraform provider, as the plan names it. */
  readonly provider?: string;
  /** Terraform actions in order (`["delete", "create"]` is a replacement); absent for manifests, which only declare. */
  readonly actions?: readonly string[];
  readonly source: Source;
};
