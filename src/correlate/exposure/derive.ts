import type { ExposureFact } from "../../domain/exposure.ts";
import { compareTexts } from "../../domain/order.ts";
import type { Resource } from "../../domain/resource.ts";
import { shorten } from "../../standards/wire.ts";
import { awsPart } from "./aws.ts";
import { azurePart } from "./azure.ts";
import { standIns } from "./connections.ts";
import { googlePart } from "./google.ts";
import { type Reach, reachability, type Target } from "./graph.ts";
import { kubernetesPart } from "./kubernetes.ts";
import { sceneOf } from "./scene.ts";

/**
 * Which workloads, instances, functions, buckets, databases and clusters of plans and manifests the internet reaches,
 * each with its path. Every resource is made into edges once; the search is linear in them.
 */
export function deriveExposures(resources: readonly Resource[]): readonly ExposureFact[] {
  if (resources.length === 0) return [];
  const scene = sceneOf(resources);
  const parts = [kubernetesPart(scene), awsPart(scene), googlePart(scene), azurePart(scene)];
  const edges = parts.flatMap((part) => part.edges);
  const reachOf = reachability([...edges, ...standIns(scene, edges)]);
  return parts
    .flatMap((part) => part.targets)
    .map((target) => factOf(target, reachOf(target.node)))
    .toSorted((a, b) => compareTexts(keyOf(a), keyOf(b)));
}

function keyOf({ target }: ExposureFact): readonly string[] {
  return [target.name, target.source?.input ?? "", target.source?.pointer ?? ""];
}

function factOf(target: Target, reach: Reach | undefined): ExposureFact {
  const { resource, kind, images, labels } = target;
  const name = shorten(resource.address, maxText);
  const alone = target.alone ?? { exposed: "no", why: "nothing in the plan leads to it from the internet" };
  const found = reach ?? { ...alone, path: [{ resource: name, how: alone.why }] };
  const short = (texts: readonly string[]): readonly string[] => texts.map((one) => shorten(one, maxText));
  return {
    target: { kind, name, images: short(images), labels: short(labels), source: resource.source },
    exposed: found.exposed,
    path: found.path,
    why: found.why,
    basis: "deployment",
  };
}

/** Addresses, images and labels in the evidence. */
const maxText = 300;
