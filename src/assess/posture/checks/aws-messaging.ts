import { onlyWhere, settingIs, settingIsNot, settingIsOneOf, tell } from "../aws-setting.ts";
import { anyOf, type Check, not } from "../check.ts";
import { is, isSet, matches } from "../values.ts";

const msk = "https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html";
const mq = "https://docs.aws.amazon.com/securityhub/latest/userguide/mq-controls.html";
const logTargets = ["cloudwatch_logs", "firehose", "s3"];

/** Kinesis, Firehose, Kafka and brokers. */
export const awsMessagingChecks: readonly Check[] = [
  {
    id: "aws-messaging/stream-encrypted",
    title: "Records of the stream are encrypted",
    severity: "high",
    types: ["aws_kinesis_stream"],
    fix: "set encryption_type = KMS and kms_key_id",
    references: ["https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html"],
    aka: { ckv: ["CKV_AWS_43"], avd: ["AVD-AWS-0064"] },
    controls: ["nist-800-53:SC-28"],
    judge: settingIs("encryption_type", "KMS"),
  },
  {
    id: "aws-messaging/firehose-encrypted",
    title: "What the delivery stream holds is encrypted",
    severity: "medium",
    types: ["aws_kinesis_firehose_delivery_stream"],
    fix: "set server_side_encryption with enabled = true",
    references: ["https://docs.aws.amazon.com/firehose/latest/dev/encryption.html"],
    aka: { ckv: ["CKV_AWS_240"] },
    controls: ["nist-800-53:SC-28"],
    // A stream that reads from Kinesis is encrypted there.
    judge: onlyWhere(
      "kinesis_source_configuration",
      (values) => not(isSet(values, "kinesis_source_configuration")),
      settingIs("server_side_encryption.0.enabled", true),
    ),
  },
  {
    id: "aws-messaging/kafka-clients-encrypted",
    title: "Clients of the Kafka cluster speak TLS",
    severity: "high",
    types: ["aws_msk_cluster"],
    fix: "set client_broker = TLS in encryption_in_transit",
    references: [msk],
    aka: { ckv: ["CKV_AWS_81"], avd: ["AVD-AWS-0073"] },
    controls: ["nist-800-53:SC-8"],
    // TLS is the default.
    judge: settingIsOneOf("encryption_info.0.encryption_in_transit.0.client_broker", ["TLS"], true),
  },
  {
    id: "aws-messaging/kafka-brokers-encrypted",
    title: "Brokers of the Kafka cluster speak TLS to each other",
    severity: "high",
    types: ["aws_msk_cluster"],
    fix: "remove in_cluster = false from encryption_in_transit",
    references: [msk],
    aka: { ckv: ["CKV_AWS_81"], avd: ["AVD-AWS-0073"] },
    controls: ["nist-800-53:SC-8"],
    judge: settingIsNot("encryption_info.0.encryption_in_transit.0.in_cluster", ["false"]),
  },
  {
    id: "aws-messaging/kafka-logs",
    title: "Brokers of the Kafka cluster write a log",
    severity: "medium",
    types: ["aws_msk_cluster"],
    fix: "set logging_info with broker_logs",
    references: [msk],
    aka: { ckv: ["CKV_AWS_80"], avd: ["AVD-AWS-0074"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: ({ values }) => {
      const on = logTargets.map((one) => is(values, ["logging_info", 0, "broker_logs", 0, one, 0, "enabled"], true));
      return tell(anyOf(on), "logging_info[0].broker_logs", "no log is on");
    },
  },
  {
    id: "aws-messaging/kafka-not-public",
    title: "The internet does not reach the Kafka cluster",
    severity: "high",
    types: ["aws_msk_cluster"],
    fix: "set public_access type = DISABLED",
    references: [msk],
    aka: { ckv: ["CKV_AWS_291"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("broker_node_group_info.0.connectivity_info.0.public_access.0.type", ["SERVICE_PROVIDED_EIPS"]),
  },
  {
    id: "aws-messaging/kafka-authenticated",
    title: "The Kafka cluster asks who its clients are",
    severity: "high",
    types: ["aws_msk_cluster"],
    fix: "set unauthenticated = false and sasl or tls in client_authentication",
    references: [msk],
    aka: {},
    controls: ["nist-800-53:IA-2", "nist-800-53:AC-3"],
    judge: ({ values }) =>
      tell(
        not(is(values, ["client_authentication", 0, "unauthenticated"], true)),
        "client_authentication[0].unauthenticated",
        "true",
      ),
  },
  {
    id: "aws-messaging/broker-not-public",
    title: "The broker has no public address",
    severity: "high",
    types: ["aws_mq_broker"],
    fix: "set publicly_accessible = false",
    references: [mq],
    aka: { ckv: ["CKV_AWS_69"], avd: ["AVD-AWS-0072"] },
    controls: ["nist-800-53:SC-7", "nist-800-53:AC-3"],
    judge: settingIsNot("publicly_accessible", ["true"]),
  },
  {
    id: "aws-messaging/broker-logs",
    title: "The broker writes a log",
    severity: "medium",
    types: ["aws_mq_broker"],
    fix: "set logs with general = true",
    references: [mq],
    aka: { ckv: ["CKV_AWS_48"], avd: ["AVD-AWS-0071"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    judge: settingIs("logs.0.general", true),
  },
  {
    id: "aws-messaging/broker-audit-logs",
    title: "The broker records what administrators do",
    severity: "medium",
    types: ["aws_mq_broker"],
    fix: "set logs with audit = true",
    references: [mq],
    aka: { ckv: ["CKV_AWS_197"], avd: ["AVD-AWS-0070"] },
    controls: ["nist-800-53:AU-2", "nist-800-53:AU-12"],
    // RabbitMQ has no such log.
    judge: onlyWhere(
      "engine_type",
      (values) => not(matches(values, "engine_type", (text) => text.toLowerCase() === "rabbitmq")),
      settingIs("logs.0.audit", true),
    ),
  },
];
