import { awsBalancerEdges, registeredEdges } from "./aws-balancers.ts";
import { awsFunctionPart } from "./aws-functions.ts";
import { awsInstancePart, guardOfGroup } from "./aws-instances.ts";
import { awsNetworkEdges } from "./aws-network.ts";
import { guardsOf } from "./aws-security-groups.ts";
import { awsServicePart } from "./aws-services.ts";
import { awsStorePart } from "./aws-stores.ts";
import type { Part } from "./graph.ts";
import type { Scene } from "./scene.ts";

/** What of a plan is in AWS, and the ways to it. */
export function awsPart(scene: Scene): Part {
  const guards = guardsOf(scene);
  const parts = [
    awsInstancePart(scene, guards),
    awsServicePart(scene, guards),
    awsFunctionPart(scene, guards),
    awsStorePart(scene, guards),
  ];
  const groups = { types: ["aws_autoscaling_group"], attributes: ["target_group_arns", "traffic_source"] };
  return {
    targets: parts.flatMap((part) => part.targets),
    edges: [
      ...awsNetworkEdges(scene),
      ...awsBalancerEdges(scene, guards),
      ...registeredEdges(scene, groups, { guards, guardOf: (one) => guardOfGroup(scene, guards, one).guard }),
      ...parts.flatMap((part) => part.edges),
    ],
  };
}
