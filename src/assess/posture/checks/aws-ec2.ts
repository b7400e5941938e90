import type { Deployment } from "../../../domain/deployment.ts";
import type { Judgement } from "../../../domain/posture.ts";
import { type Resource, unknownValue } from "../../../domain/resource.ts";
import { isOnForAccount, settingIs, settingIsNot, tell } from "../aws-setting.ts";
import { hidden, userDataOf } from "../aws-user-data.ts";
import { allOf, anyOf, type Check, not, type Truth, unlessElse } from "../check.ts";
import { isLeftToProvider } from "../configured.ts";
import { credentialIn } from "../credential-shape.ts";
import { mustMatch } from "../setting.ts";
import { blocks, is, isSet } from "../values.ts";

const hub = "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html";
const machines = ["aws_instance", "aws_launch_template", "aws_launch_configuration"];

/** Virtual machines of AWS, and the templates that they start from. */
export const awsEc2Checks: readonly Check[] = [
  {
    id: "aws-ec2/metadata-v2",
    title: "Instance metadata is given to sessions with a token only (IMDSv2)",
    severity: "high",
    types: machines,
    fix: "set http_tokens = required in metadata_options",
    references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html", hub],
    aka: { ckv: ["CKV_AWS_79"], avd: ["AVD-AWS-0028", "AVD-AWS-0130"], cis: ["CIS AWS 3.0.0 5.6"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:AC-6"],
    judge: judgeMetadata,
  },
  {
    id: "aws-ec2/metadata-one-hop",
    title: "Instance metadata stays on the machine",
    severity: "low",
    types: machines,
    fix: "set http_put_response_hop_limit = 1 in metadata_options, or 2 where containers need it",
    references: [hub],
    aka: { ckv: ["CKV_AWS_341"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-7"],
    // One by default.
    judge: ({ values }) =>
      mustMatch(values, "metadata_options.0.http_put_response_hop_limit", (text) => Number(text) <= 2, true),
  },
  {
    id: "aws-ec2/no-public-ip",
    title: "The machine gets no public address of its own",
    severity: "medium",
    types: machines,
    fix: "set associate_public_ip_address = false, and reach the machine through a load balancer",
    references: [hub],
    aka: { ckv: ["CKV_AWS_88"], avd: ["AVD-AWS-0009"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: judgeAddress,
  },
  {
    id: "aws-ec2/user-data-no-credentials",
    title: "The start script holds no credentials",
    severity: "critical",
    types: machines,
    fix: "take credentials from an instance profile or Secrets Manager, and revoke what stands in user_data",
    references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html"],
    aka: { ckv: ["CKV_AWS_46"], avd: ["AVD-AWS-0029", "AVD-AWS-0122"] },
    controls: ["nist-800-53:IA-5"],
    judge: judgeUserData,
  },
  {
    id: "aws-ec2/disks-encrypted",
    title: "The disks of the machine are encrypted",
    severity: "high",
    types: machines,
    fix: "set encrypted = true in root_block_device and ebs_block_device",
    references: ["https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html"],
    aka: { ckv: ["CKV_AWS_8"], avd: ["AVD-AWS-0008", "AVD-AWS-0131"] },
    controls: ["nist-800-53:SC-28"],
    judge: judgeDisks,
  },
  {
    id: "aws-ec2/detailed-monitoring",
    title: "The machine is watched every minute",
    severity: "low",
    types: ["aws_instance"],
    fix: "set monitoring = true",
    references: ["https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html"],
    aka: { ckv: ["CKV_AWS_126"] },
    controls: ["nist-800-53:SI-4"],
    judge: settingIs("monitoring", true),
  },
];

function judgeMetadata(resource: Resource, deployment: Deployment): Judgement {
  const isOff = is(resource.values, ["metadata_options", 0, "http_endpoint"], "disabled");
  const isNeeded = is(resource.values, ["metadata_options", 0, "http_tokens"], "required");
  const byAccount = isOnForAccount(resource, deployment, "aws_ec2_instance_metadata_defaults", (values) =>
    is(values, "http_tokens", "required"),
  );
  return tell(
    anyOf([isOff, isNeeded, byAccount]),
    "metadata_options[0].http_tokens",
    "not required, so that whatever request the machine sends can read its credentials",
  );
}

/** Where nothing is said, the subnet decides: it is judged on its own. */
function judgeAddress(resource: Resource, deployment: Deployment): Judgement {
  const at = "associate_public_ip_address";
  if (resource.type !== "aws_launch_template") {
    return isLeftToProvider(resource, at, deployment)
      ? tell(undefined, at, "")
      : settingIsNot(at, ["true"], "unknown")(resource, deployment);
  }
  const cards = blocks(resource.values, "network_interfaces");
  const isPublic = cards?.map((card) => (isSet(card, at) === false ? undefined : is(card, at, true)));
  const isToldOff = isPublic && isPublic.length > 0 ? not(anyOf(isPublic)) : undefined;
  return tell(isToldOff, "network_interfaces", "a public address");
}

function judgeUserData({ values }: Resource): Judgement {
  const script = userDataOf(values);
  if (script === hidden) return { status: "unknown", at: "user_data" };
  const kind = script && credentialIn(script);
  return tell(kind === undefined || kind === "", "user_data", `it holds ${kind}`);
}

/** Without a word on the root disk, the default of the region decides, or the image. */
function judgeDisks(resource: Resource, deployment: Deployment): Judgement {
  const byDefault = isOnForAccount(resource, deployment, "aws_ebs_encryption_by_default", ({ enabled }) =>
    not(is({ enabled: enabled ?? true }, "enabled", false)),
  );
  const disks = disksOf(resource, deployment);
  const isRootTold = disks.some(({ isRoot }) => isRoot);
  const truths = [...disks.map(({ isEncrypted }) => isEncrypted), isRootTold ? true : undefined];
  const key = resource.type === "aws_launch_template" ? "block_device_mappings" : "root_block_device";
  return unlessElse(byDefault, key, () => tell(allOf(truths), key, "a disk is not encrypted"));
}

type Disk = { readonly isRoot: boolean; readonly isEncrypted: Truth };

/** A template does not say which of its disks is the root. */
function disksOf(resource: Resource, deployment: Deployment): readonly Disk[] {
  const { type, values } = resource;
  if (type !== "aws_launch_template") {
    return ["root_block_device", "ebs_block_device"].flatMap((key) => {
      if (isLeftToProvider(resource, key, deployment)) return [];
      const isRoot = key === "root_block_device";
      const disks = blocks(values, key) ?? [unknownValue];
      return disks.map((disk) => ({ isRoot, isEncrypted: is(disk, "encrypted", true) }));
    });
  }
  const mappings = blocks(values, "block_device_mappings") ?? [unknownValue];
  return mappings
    .filter((one) => isSet(one, "ebs") !== false)
    .map((one) => ({ isRoot: true, isEncrypted: is(one, ["ebs", 0, "encrypted"], true) }));
}
