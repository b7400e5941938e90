import { compareText } from "../../../domain/order.ts";
import type { Check } from "../check.ts";
import { awsAnalyticsChecks } from "./aws-analytics.ts";
import { awsApiGatewayChecks } from "./aws-api-gateway.ts";
import { awsBuildChecks } from "./aws-build.ts";
import { awsClassicElbChecks } from "./aws-classic-elb.ts";
import { awsCloudfrontChecks } from "./aws-cloudfront.ts";
import { awsCloudtrailChecks } from "./aws-cloudtrail.ts";
import { awsDmsChecks } from "./aws-dms.ts";
import { awsDocumentdbChecks } from "./aws-documentdb.ts";
import { awsDynamodbChecks } from "./aws-dynamodb.ts";
import { awsEbsChecks } from "./aws-ebs.ts";
import { awsEc2Checks } from "./aws-ec2.ts";
import { awsEcrChecks } from "./aws-ecr.ts";
import { awsEcsChecks } from "./aws-ecs.ts";
import { awsEksChecks } from "./aws-eks.ts";
import { awsElasticacheChecks } from "./aws-elasticache.ts";
import { awsElbChecks } from "./aws-elb.ts";
import { awsIamChecks } from "./aws-iam.ts";
import { awsIamPolicyChecks } from "./aws-iam-policy.ts";
import { awsKmsChecks } from "./aws-kms.ts";
import { awsLambdaChecks } from "./aws-lambda.ts";
import { awsLoggingChecks } from "./aws-logging.ts";
import { awsMessagingChecks } from "./aws-messaging.ts";
import { awsNeptuneChecks } from "./aws-neptune.ts";
import { awsOpensearchChecks } from "./aws-opensearch.ts";
import { awsRdsChecks } from "./aws-rds.ts";
import { awsRedshiftChecks } from "./aws-redshift.ts";
import { awsS3Checks } from "./aws-s3.ts";
import { awsS3DataChecks } from "./aws-s3-data.ts";
import { awsSecretsManagerChecks } from "./aws-secrets-manager.ts";
import { awsSecurityGroupChecks } from "./aws-security-group.ts";
import { awsSnsChecks } from "./aws-sns.ts";
import { awsSqsChecks } from "./aws-sqs.ts";
import { awsSsmChecks } from "./aws-ssm.ts";
import { awsStorageChecks } from "./aws-storage.ts";
import { awsVpcChecks } from "./aws-vpc.ts";
import { azureAksChecks } from "./azure-aks.ts";
import { azureAppServiceChecks } from "./azure-app-service.ts";
import { azureContainerChecks } from "./azure-container.ts";
import { azureDatabaseChecks } from "./azure-database.ts";
import { azureDatabaseFirewallChecks } from "./azure-database-firewall.ts";
import { azureEdgeChecks } from "./azure-edge.ts";
import { azureIamChecks } from "./azure-iam.ts";
import { azureKeyVaultChecks } from "./azure-key-vault.ts";
import { azureMonitorChecks } from "./azure-monitor.ts";
import { azureNetworkChecks } from "./azure-network.ts";
import { azureServiceChecks } from "./azure-service.ts";
import { azureStorageChecks } from "./azure-storage.ts";
import { azureVmChecks } from "./azure-vm.ts";
import { gcpComputeChecks } from "./gcp-compute.ts";
import { gcpDataChecks } from "./gcp-data.ts";
import { gcpGkeChecks } from "./gcp-gke.ts";
import { gcpGkeNodeChecks } from "./gcp-gke-node.ts";
import { gcpIamChecks } from "./gcp-iam.ts";
import { gcpKmsChecks } from "./gcp-kms.ts";
import { gcpNetworkChecks } from "./gcp-network.ts";
import { gcpServerlessChecks } from "./gcp-serverless.ts";
import { gcpSqlChecks } from "./gcp-sql.ts";
import { gcpStorageChecks } from "./gcp-storage.ts";
import { k8sAdmissionChecks } from "./k8s-admission.ts";
import { k8sAvailabilityChecks } from "./k8s-availability.ts";
import { k8sContainerChecks } from "./k8s-container.ts";
import { k8sGatewayChecks } from "./k8s-gateway.ts";
import { k8sHostChecks } from "./k8s-host.ts";
import { k8sImageChecks } from "./k8s-image.ts";
import { k8sIngressChecks } from "./k8s-ingress.ts";
import { k8sNamespaceChecks } from "./k8s-namespace.ts";
import { k8sNetworkPolicyChecks } from "./k8s-network-policy.ts";
import { k8sPodBaselineChecks } from "./k8s-pod-baseline.ts";
import { k8sPodRestrictedChecks } from "./k8s-pod-restricted.ts";
import { k8sProbeChecks } from "./k8s-probe.ts";
import { k8sRbacBindingChecks } from "./k8s-rbac-binding.ts";
import { k8sRbacRoleChecks } from "./k8s-rbac-role.ts";
import { k8sResourcesChecks } from "./k8s-resources.ts";
import { k8sSecretChecks } from "./k8s-secret.ts";
import { k8sServiceChecks } from "./k8s-service.ts";
import { k8sServiceAccountChecks } from "./k8s-service-account.ts";

/** All posture checks, in text order of their ids. A family is a file and a line here. */
export const checks: readonly Check[] = [
  ...awsEbsChecks,
  ...awsAnalyticsChecks,
  ...awsApiGatewayChecks,
  ...awsBuildChecks,
  ...awsClassicElbChecks,
  ...awsCloudfrontChecks,
  ...awsCloudtrailChecks,
  ...awsDmsChecks,
  ...awsDocumentdbChecks,
  ...awsDynamodbChecks,
  ...awsEc2Checks,
  ...awsEcrChecks,
  ...awsEcsChecks,
  ...awsEksChecks,
  ...awsElasticacheChecks,
  ...awsElbChecks,
  ...awsIamChecks,
  ...awsIamPolicyChecks,
  ...awsKmsChecks,
  ...awsLambdaChecks,
  ...awsLoggingChecks,
  ...awsMessagingChecks,
  ...awsNeptuneChecks,
  ...awsOpensearchChecks,
  ...awsRdsChecks,
  ...awsRedshiftChecks,
  ...awsS3Checks,
  ...awsS3DataChecks,
  ...awsSecretsManagerChecks,
  ...awsSecurityGroupChecks,
  ...awsSnsChecks,
  ...awsSqsChecks,
  ...awsSsmChecks,
  ...awsStorageChecks,
  ...awsVpcChecks,
  ...azureNetworkChecks,
  ...azureStorageChecks,
  ...azureDatabaseChecks,
  ...azureKeyVaultChecks,
  ...azureDatabaseFirewallChecks,
  ...azureAppServiceChecks,
  ...azureAksChecks,
  ...azureVmChecks,
  ...azureContainerChecks,
  ...azureEdgeChecks,
  ...azureServiceChecks,
  ...azureMonitorChecks,
  ...azureIamChecks,
  ...k8sAdmissionChecks,
  ...k8sAvailabilityChecks,
  ...k8sContainerChecks,
  ...k8sGatewayChecks,
  ...k8sHostChecks,
  ...k8sImageChecks,
  ...k8sIngressChecks,
  ...k8sNamespaceChecks,
  ...k8sNetworkPolicyChecks,
  ...k8sPodBaselineChecks,
  ...k8sPodRestrictedChecks,
  ...k8sProbeChecks,
  ...k8sRbacBindingChecks,
  ...k8sRbacRoleChecks,
  ...k8sResourcesChecks,
  ...k8sSecretChecks,
  ...k8sServiceChecks,
  ...k8sServiceAccountChecks,
  ...gcpStorageChecks,
  ...gcpNetworkChecks,
  ...gcpComputeChecks,
  ...gcpSqlChecks,
  ...gcpGkeChecks,
  ...gcpGkeNodeChecks,
  ...gcpIamChecks,
  ...gcpKmsChecks,
  ...gcpDataChecks,
  ...gcpServerlessChecks,
].toSorted((a, b) => compareText(a.id, b.id));
