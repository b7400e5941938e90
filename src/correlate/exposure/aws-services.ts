import type { Resource, Value } from "../../domain/resource.ts";
import { valueAt } from "../../domain/resource.ts";
import { field, isObject, text } from "../../standards/wire.ts";
import { registeredEdges } from "./aws-balancers.ts";
import { subnetTypes } from "./aws-network.ts";
import type { Guards } from "./aws-security-groups.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, type Scene } from "./scene.ts";
import { allOf, flagAt, itemsAt, type Truth, textAt } from "./truth.ts";

/** Services that run containers: ECS, App Runner; and the groups that register with target groups themselves. */
export function awsServicePart(scene: Scene, guards: Guards): Part {
  const services = ofTypes(scene, ["aws_ecs_service"]);
  const runners = ofTypes(scene, ["aws_apprunner_service"]);
  const target = (resource: Resource, images: readonly string[]) =>
    ({ node: resource.address, kind: "workload", resource, images, labels: namesOf(resource) }) as const;
  const guardOf = (one: Resource) => guards(one, ["network_configuration", "vpc_security_group_ids"]);
  return {
    targets: [
      ...services.map((one) => target(one, taskImages(scene, one))),
      ...runners.map((one) => target(one, runnerImages(one))),
    ],
    edges: [
      ...registeredEdges(scene, { types: ["aws_ecs_service"], attributes: ["load_balancer"] }, { guards, guardOf }),
      ...services.flatMap((one) => directEdges(scene, one, guards)),
      ...runners.map(runnerEdge),
    ],
  };
}

/** Images of the task definition, whose containers are JSON in a text. */
function taskImages(scene: Scene, service: Resource): readonly string[] {
  return aim(scene, service, "task_definition", ["aws_ecs_task_definition"]).found.flatMap((task) => {
    const written = textAt(task.values, "container_definitions");
    return written === undefined ? [] : imagesIn(written);
  });
}

function imagesIn(definitions: string): readonly string[] {
  const parsed = parsedList(definitions);
  return parsed.map((one) => (isObject(one) ? text(one, "image") : undefined)).filter((image) => image !== undefined);
}

/** What is no JSON names no image. */
function parsedList(json: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [field(parsed, "containerDefinitions")].flat();
  } catch {
    return [];
  }
}

/** A service with public addresses is reached from its subnets without a load balancer. */
function directEdges(scene: Scene, service: Resource, guards: Guards): readonly Edge[] {
  const network = itemsAt(service.values, "network_configuration").items[0];
  const isPublic = flagAt(network, ["assign_public_ip"], false);
  const subnets = aim(scene, service, "network_configuration", subnetTypes).found;
  const guard = guards(service, ["network_configuration"]);
  const admits = guard.world();
  const address = isPublic === false ? "gives its tasks no public address" : "gives its tasks public addresses";
  const edge = (from: string, reaches: Truth): Edge => ({
    from,
    to: service.address,
    open: allOf([isPublic, admits, reaches]),
    how: `${address}; ${guard.text()}`,
    unmade: isPublic === false,
  });
  return subnets.length > 0 ? subnets.map((one) => edge(one.address, true)) : [edge(internet, undefined)];
}

function runnerEdge({ address, values }: Resource): Edge {
  const open = flagAt(values, ["network_configuration", 0, "ingress_configuration", 0, "is_publicly_accessible"], true);
  const how = open === true ? "is publicly accessible, which App Runner services are" : "is not publicly accessible";
  return { from: internet, to: address, open, how: open === undefined ? "may be publicly accessible" : how };
}

function runnerImages({ values }: Resource): readonly string[] {
  const repository: Value | undefined = valueAt(values, "source_configuration", 0, "image_repository", 0);
  const image = textAt(repository, "image_identifier");
  return image === undefined ? [] : [image];
}
