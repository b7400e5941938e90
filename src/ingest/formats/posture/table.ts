import type { Format } from "../../format.ts";
import { checkov } from "./checkov.ts";
import { conftest } from "./conftest.ts";
import { dockle } from "./dockle.ts";
import { hadolint } from "./hadolint.ts";
import { kics } from "./kics.ts";
import { kubeBench } from "./kube-bench.ts";
import { kubeLinter } from "./kube-linter.ts";
import { kubescape } from "./kubescape.ts";
import { kubesec } from "./kubesec.ts";
import { polaris } from "./polaris.ts";
import { regula } from "./regula.ts";
import { snykIac } from "./snyk-iac.ts";
import { terrascan } from "./terrascan.ts";
import { tfsec } from "./tfsec.ts";
import { trivyK8s } from "./trivy-k8s.ts";
import { trivyOperator } from "./trivy-operator.ts";

/** Formats of scanners of clusters, images and infrastructure as code, most specific first. */
export const postureFormats: readonly Format[] = [
  trivyK8s,
  trivyOperator,
  snykIac,
  checkov,
  kics,
  terrascan,
  tfsec,
  kubescape,
  kubeBench,
  polaris,
  kubeLinter,
  kubesec,
  conftest,
  hadolint,
  dockle,
  regula,
];
