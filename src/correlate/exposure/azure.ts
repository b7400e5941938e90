import { azureMachinePart } from "./azure-machines.ts";
import { azureServicePart } from "./azure-services.ts";
import { azureStorePart } from "./azure-stores.ts";
import type { Part } from "./graph.ts";
import type { Scene } from "./scene.ts";

/** What of a plan is in Azure, and the ways to it. */
export function azurePart(scene: Scene): Part {
  const parts = [azureMachinePart(scene), azureServicePart(scene), azureStorePart(scene)];
  return { targets: parts.flatMap((part) => part.targets), edges: parts.flatMap((part) => part.edges) };
}
