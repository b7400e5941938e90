import { googleBalancerEdges } from "./google-balancers.ts";
import { googleInstancePart } from "./google-instances.ts";
import { googleServicePart } from "./google-services.ts";
import { googleStorePart } from "./google-stores.ts";
import type { Part } from "./graph.ts";
import type { Scene } from "./scene.ts";

/** What of a plan is in Google Cloud, and the ways to it. */
export function googlePart(scene: Scene): Part {
  const parts = [googleInstancePart(scene), googleServicePart(scene), googleStorePart(scene)];
  return {
    targets: parts.flatMap((part) => part.targets),
    edges: [...googleBalancerEdges(scene), ...parts.flatMap((part) => part.edges)],
  };
}
