import type { Judgement } from "../../../domain/posture.ts";
import type { Resource } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, not, passWhen, whereConcerned } from "../check.ts";
import { iamTypes, judgePublicGrants } from "../gcp-grants.ts";
import { mustMatch, settingOf } from "../setting.ts";
import { blocks, is, isSet } from "../values.ts";

const cloud = "https://cloud.google.com";

/** Keys and secrets of Google Cloud. */
export const gcpKmsChecks: readonly Check[] = [
  {
    id: "gcp-kms/rotation",
    title: "The key is rotated every 90 days or more often",
    severity: "medium",
    types: ["google_kms_crypto_key"],
    fix: 'set rotation_period = "7776000s" or less',
    references: [`${cloud}/kms/docs/key-rotation`],
    aka: { ckv: ["CKV_GCP_43"], avd: ["AVD-GCP-0065"], cis: ["CIS GCP 2.0.0 1.10"] },
    controls: ["nist-800-53:SC-12"],
    judge: judgeRotation,
  },
  {
    id: "gcp-kms/no-public-members",
    title: "No role on the key or its ring is granted to everyone",
    severity: "critical",
    types: iamTypes("google_kms_crypto_key", "google_kms_key_ring"),
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/kms/docs/iam`],
    aka: { ckv: ["CKV_GCP_112", "CKV2_GCP_6", "CKV2_GCP_8"], cis: ["CIS GCP 2.0.0 1.9"] },
    controls: ["nist-800-53:AC-3", "nist-800-53:SC-12"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-kms/secret-no-public-members",
    title: "No role on the secret is granted to everyone",
    severity: "critical",
    types: iamTypes("google_secret_manager_secret"),
    fix: "remove allUsers and allAuthenticatedUsers",
    references: [`${cloud}/secret-manager/docs/access-control`],
    aka: {},
    controls: ["nist-800-53:AC-3", "nist-800-53:IA-5"],
    judge: judgePublicGrants,
  },
  {
    id: "gcp-kms/secret-expiry",
    title: "The secret is rotated or expires",
    severity: "low",
    types: ["google_secret_manager_secret"],
    fix: "add rotation with rotation_period, or expire_time",
    references: [`${cloud}/secret-manager/docs/rotation-recommendations`],
    aka: {},
    controls: ["nist-800-53:IA-5", "nist-800-53:SC-12"],
    judge: judgeSecret,
  },
  {
    id: "gcp-kms/secret-own-key",
    title: "The secret is encrypted with a key of one's own",
    severity: "low",
    types: ["google_secret_manager_secret"],
    fix: "set customer_managed_encryption.kms_key_name in replication",
    references: [`${cloud}/secret-manager/docs/cmek`],
    aka: {},
    controls: ["nist-800-53:SC-12", "nist-800-53:SC-28"],
    judge: judgeSecretKey,
  },
];

/** 90 days. */
const longestRotation = 7_776_000;

/** Only keys that encrypt symmetrically rotate; that is the default purpose. */
function judgeRotation({ values }: Resource): Judgement {
  const rotates = anyOf([not(isSet(values, "purpose")), is(values, "purpose", "ENCRYPT_DECRYPT")]);
  const isOften = (period: string): boolean =>
    /^\d{1,12}(?:\.\d{1,9})?s$/.test(period) && Number.parseInt(period, 10) <= longestRotation;
  return whereConcerned(rotates, "purpose", () => mustMatch(values, "rotation_period", isOften, false));
}

function judgeSecret({ values }: Resource): Judgement {
  const names = ["rotation", "expire_time", "ttl"];
  return passWhen(anyOf(names.map((name) => isSet(values, name))), { at: "rotation" });
}

function judgeSecretKey({ values }: Resource): Judgement {
  const own = isSet(values, ["replication", 0, "auto", 0, "customer_managed_encryption"]);
  const replicas = blocks(values, ["replication", 0, "user_managed", 0, "replicas"]);
  const hasReplicas = settingOf(values, "replication.0.user_managed").value !== undefined;
  const inReplicas = replicas && allOf(replicas.map((one) => isSet(one, "customer_managed_encryption")));
  return passWhen(hasReplicas && own !== true ? inReplicas : own, { at: "replication" });
}
