import type { Resource } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { mapsPublic, subnetTypes } from "./aws-network.ts";
import type { Guard, Guards } from "./aws-security-groups.ts";
import { type Edge, internet, type Part, type Target } from "./graph.ts";
import { aim, isOmitted, namesOf, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, itemsAt, type Truth, textAt } from "./truth.ts";

/** Attributes by which an instance names its security groups. */
export const instanceGroups = ["vpc_security_group_ids", "security_groups"] as const;

const templateTypes = ["aws_launch_template", "aws_launch_configuration"] as const;

/** EC2 instances and groups of them, and the ways to those with a public address from their subnets. */
export function awsInstancePart(scene: Scene, guards: Guards): Part {
  const instances = ofTypes(scene, ["aws_instance"]);
  const groups = ofTypes(scene, ["aws_autoscaling_group"]);
  const addresses = publicAddresses(scene);
  return {
    targets: [...instances, ...groups].map(instanceTarget),
    edges: [
      ...instances.flatMap((one) => instanceEdges(scene, one, guardOfInstance(scene, guards, one), addresses)),
      ...groups.flatMap((one) => groupEdges(scene, one, guards)),
    ],
  };
}

function instanceTarget(resource: Resource): Target {
  return { node: resource.address, kind: "instance", resource, images: [], labels: namesOf(resource) };
}

/** Elastic addresses that are given to an instance or to its network interface. */
type Addresses = { readonly ofInstance: Pointers; readonly ofInterface: Pointers };

function publicAddresses(scene: Scene): Addresses {
  const from = ["aws_eip", "aws_eip_association"];
  return {
    ofInstance: pointers(scene, from, ["instance", "instance_id"], ["aws_instance"]),
    ofInterface: pointers(scene, from, ["network_interface", "network_interface_id"], ["aws_network_interface"]),
  };
}

function interfacesOf(scene: Scene, instance: Resource): readonly Resource[] {
  return ["network_interface", "primary_network_interface"].flatMap(
    (attribute) => aim(scene, instance, attribute, ["aws_network_interface"]).found,
  );
}

/** The groups of an instance, or those of the interface that it is given. */
export function guardOfInstance(scene: Scene, guards: Guards, instance: Resource): Guard {
  const [first] = interfacesOf(scene, instance);
  return first === undefined ? guards(instance, instanceGroups) : guards(first, ["security_groups"]);
}

function instanceEdges(scene: Scene, instance: Resource, guard: Guard, addresses: Addresses): readonly Edge[] {
  const interfaces = interfacesOf(scene, instance);
  const subnets = [instance, ...interfaces].flatMap((one) => aim(scene, one, "subnet_id", subnetTypes).found);
  const fixed = [...addresses.ofInstance.at(instance), ...interfaces.flatMap((one) => addresses.ofInterface.at(one))];
  const isLoose = addresses.ofInstance.loose.length > 0 || addresses.ofInterface.loose.length > 0;
  const hasFixed = anyOf([fixed.length > 0, isLoose ? undefined : false]);
  const edge = (from: string, subnet: Resource | undefined): Edge => {
    const isPublic = anyOf([hasFixed, givenAddress(scene, instance, subnet)]);
    const admits = guard.world();
    const reaches: Truth = subnet === undefined ? undefined : true;
    const where = subnet === undefined ? "is in a subnet that is not part of the plan; " : "";
    const how = `${where}${addressText(isPublic, fixed[0])}; ${guard.text()}`;
    const open = allOf([isPublic, admits, reaches]);
    return { from, to: instance.address, open, how, unmade: isPublic === false };
  };
  return subnets.length > 0 ? subnets.map((one) => edge(one.address, one)) : [edge(internet, undefined)];
}

/** What the instance says of itself counts, else what its subnet does; default subnets give public addresses. */
function givenAddress(scene: Scene, instance: Resource, subnet: Resource | undefined): Truth {
  if (!isOmitted(scene, instance, "associate_public_ip_address")) {
    const value = valueAt(instance.values, "associate_public_ip_address");
    return isHidden(value) ? undefined : value === true || value === "true";
  }
  return subnet === undefined ? undefined : mapsPublic(subnet);
}

function addressText(isPublic: Truth, fixed: Resource | undefined): string {
  if (fixed !== undefined) return `has the public address ${fixed.address}`;
  if (isPublic === undefined) return "whether it has a public address is not told";
  return isPublic ? "has a public address" : "has no public address";
}

/** Instances of a group are as its launch template says. */
function groupEdges(scene: Scene, group: Resource, guards: Guards): readonly Edge[] {
  const subnets = aim(scene, group, "vpc_zone_identifier", subnetTypes).found;
  const { guard, template } = guardOfGroup(scene, guards, group);
  const edge = (from: string, subnet: Resource | undefined): Edge => {
    const isPublic = template === undefined ? undefined : templateAddress(template, subnet);
    const admits = guard.world();
    const where = subnet === undefined ? "is in subnets that are not part of the plan; " : "";
    const how = `${where}${addressText(isPublic, undefined)}; ${guard.text()}`;
    const open = allOf([isPublic, admits, subnet === undefined ? undefined : true]);
    return { from, to: group.address, open, how, unmade: isPublic === false };
  };
  return subnets.length > 0 ? subnets.map((one) => edge(one.address, one)) : [edge(internet, undefined)];
}

/** The security groups of the instances of an autoscaling group, by its launch template. */
export function guardOfGroup(
  scene: Scene,
  guards: Guards,
  group: Resource,
): { readonly guard: Guard; readonly template: Resource | undefined } {
  const [template] = ["launch_template", "launch_configuration", "mixed_instances_policy"].flatMap(
    (attribute) => aim(scene, group, attribute, templateTypes).found,
  );
  const guard = guards(template ?? group, ["vpc_security_group_ids", "security_groups", "network_interfaces"]);
  return { guard, template };
}

function templateAddress(template: Resource, subnet: Resource | undefined): Truth {
  const { items, hidden } = itemsAt(template.values, "network_interfaces");
  const told = [...items, template.values].map((one) => textAt(one, "associate_public_ip_address"));
  if (told.includes("true")) return true;
  if (hidden || isHidden(valueAt(items[0], "associate_public_ip_address"))) return undefined;
  if (told.includes("false")) return false;
  return subnet === undefined ? undefined : mapsPublic(subnet);
}
