import { policyNamesWho } from "../aws-policy.ts";
import { tell } from "../aws-setting.ts";
import { anyOf, type Check, not } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { is, isSet } from "../values.ts";

/** Queues of AWS. */
export const awsSqsChecks: readonly Check[] = [
  {
    id: "aws-sqs/encrypted",
    title: "Messages in the queue are encrypted",
    severity: "medium",
    types: ["aws_sqs_queue"],
    fix: "remove sqs_managed_sse_enabled = false, or set kms_master_key_id",
    references: [
      "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html",
    ],
    aka: { ckv: ["CKV_AWS_27"], avd: ["AVD-AWS-0096"] },
    controls: ["nist-800-53:SC-28"],
    // Queues are encrypted with keys of SQS by default since 2022; only false turns it off.
    judge: (resource, deployment) =>
      tell(
        isLeftToProvider(resource, "sqs_managed_sse_enabled", deployment) ||
          anyOf([
            not(is(resource.values, "sqs_managed_sse_enabled", false)),
            isSet(resource.values, "kms_master_key_id"),
          ]),
        "sqs_managed_sse_enabled",
        "false, and no key",
      ),
  },
  {
    id: "aws-sqs/policy-not-public",
    title: "The policy of the queue lets nobody in without saying who",
    severity: "critical",
    types: ["aws_sqs_queue", "aws_sqs_queue_policy"],
    fix: "name principals in policy, or add a condition such as aws:SourceArn",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/sqs-controls.html"],
    aka: { ckv: ["CKV_AWS_168", "CKV_AWS_387"], avd: ["AVD-AWS-0097"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-7"],
    judge: policyNamesWho(),
  },
];
