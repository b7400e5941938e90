import type { Judgement } from "../../../domain/posture.ts";
import { isHidden, type Resource } from "../../../domain/resource.ts";
import { anyOf, type Check, not, passWhen, type Truth, whereConcerned } from "../check.ts";
import { isDefaultAccount } from "../gcp-grants.ts";
import { mustBe, mustMatch, settingOf } from "../setting.ts";
import { is } from "../values.ts";

const cloud = "https://cloud.google.com";
const nodeTypes = ["google_container_cluster", "google_container_node_pool"];
const node = "node_config.0";

/** Nodes of Kubernetes clusters of Google Cloud. */
export const gcpGkeNodeChecks: readonly Check[] = [
  {
    id: "gcp-gke-node/own-account",
    title: "Nodes act as an account of their own",
    severity: "medium",
    types: nodeTypes,
    fix: "set node_config.service_account to an account with few roles",
    references: [`${cloud}/kubernetes-engine/docs/how-to/hardening-your-cluster`],
    aka: { ckv: ["CKV2_GCP_1"], avd: ["AVD-GCP-0050"] },
    controls: ["nist-800-53:AC-6"],
    // Without one, nodes act as the default service account.
    judge: judgeAccount,
  },
  {
    id: "gcp-gke-node/metadata-server",
    title: "Pods do not reach the metadata of their node",
    severity: "medium",
    types: nodeTypes,
    fix: 'set node_config.workload_metadata_config.mode = "GKE_METADATA"',
    references: [`${cloud}/kubernetes-engine/docs/how-to/protecting-cluster-metadata`],
    aka: { ckv: ["CKV_GCP_69"], avd: ["AVD-GCP-0057"] },
    controls: ["nist-800-53:AC-6", "nist-800-53:SC-7"],
    judge: judgeMetadata,
  },
  {
    id: "gcp-gke-node/secure-boot",
    title: "Nodes start only signed code",
    severity: "low",
    types: nodeTypes,
    fix: "set node_config.shielded_instance_config.enable_secure_boot = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/shielded-gke-nodes`],
    aka: { ckv: ["CKV_GCP_68"] },
    controls: ["nist-800-53:SI-7"],
    judge: (resource) =>
      judgeNode(resource, () =>
        mustBe(resource.values, `${node}.shielded_instance_config.0.enable_secure_boot`, true, false),
      ),
  },
  {
    id: "gcp-gke-node/integrity-monitoring",
    title: "Nodes measure what they start",
    severity: "low",
    types: nodeTypes,
    fix: "set node_config.shielded_instance_config.enable_integrity_monitoring = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/shielded-gke-nodes`],
    aka: { ckv: ["CKV_GCP_72"] },
    controls: ["nist-800-53:SI-7"],
    // On by default.
    judge: (resource) =>
      judgeNode(resource, () =>
        mustBe(resource.values, `${node}.shielded_instance_config.0.enable_integrity_monitoring`, true, true),
      ),
  },
  {
    id: "gcp-gke-node/container-os",
    title: "Nodes run the system that is made for containers",
    severity: "low",
    types: nodeTypes,
    fix: 'set node_config.image_type = "COS_CONTAINERD"',
    references: [`${cloud}/kubernetes-engine/docs/concepts/node-images`],
    aka: { ckv: ["CKV_GCP_22"], avd: ["AVD-GCP-0054"] },
    controls: ["nist-800-53:CM-7"],
    // It is the default.
    judge: (resource) =>
      judgeNode(resource, () => mustMatch(resource.values, `${node}.image_type`, (type) => /^COS/i.test(type), true)),
  },
  {
    id: "gcp-gke-node/automatic-upgrades",
    title: "Nodes take upgrades by themselves",
    severity: "low",
    types: ["google_container_node_pool"],
    fix: "set management.auto_upgrade = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/node-auto-upgrades`],
    aka: { ckv: ["CKV_GCP_10"], avd: ["AVD-GCP-0058"] },
    controls: ["nist-800-53:SI-2"],
    // The service turns it on for pools that do not say.
    judge: ({ values }) => mustBe(values, "management.0.auto_upgrade", true, true),
  },
  {
    id: "gcp-gke-node/automatic-repair",
    title: "Nodes that fail are replaced",
    severity: "low",
    types: ["google_container_node_pool"],
    fix: "set management.auto_repair = true",
    references: [`${cloud}/kubernetes-engine/docs/how-to/node-auto-repair`],
    aka: { ckv: ["CKV_GCP_9"], avd: ["AVD-GCP-0063"] },
    controls: ["nist-800-53:SI-2", "nist-800-53:CP-10"],
    // The service turns it on for pools that do not say.
    judge: ({ values }) => mustBe(values, "management.0.auto_repair", true, true),
  },
];

/** The nodes of a cluster whose default pool stays; those of Autopilot, and of a pool that is removed, are no matter. */
function judgeNode({ type, values }: Resource, judge: () => Judgement): Judgement {
  if (type === "google_container_node_pool") return judge();
  const reasons = ["enable_autopilot", "remove_default_node_pool"];
  return whereConcerned(not(anyOf(reasons.map((one) => is(values, one, true)))), reasons.join(", "), judge);
}

function judgeAccount(resource: Resource): Judgement {
  return judgeNode(resource, () => passWhen(hasOwnAccount(resource), { at: "node_config[0].service_account" }));
}

function hasOwnAccount({ values }: Resource): Truth {
  const { value } = settingOf(values, `${node}.service_account`);
  if (isHidden(value)) return undefined;
  return value !== undefined && value !== "default" && !isDefaultAccount(String(value));
}

/** `mode` since google 4; `node_metadata` before. */
function judgeMetadata(resource: Resource): Judgement {
  const names = [`${node}.workload_metadata_config.0.mode`, `${node}.workload_metadata_config.0.node_metadata`];
  const isGood = (mode: string): boolean => /^(?:GKE_METADATA|GKE_METADATA_SERVER|SECURE)$/.test(mode);
  return judgeNode(resource, () => mustMatch(resource.values, names, isGood, false));
}
