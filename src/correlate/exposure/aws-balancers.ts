import type { Resource } from "../../domain/resource.ts";
import { listText } from "../../domain/words.ts";
import { shorten } from "../../standards/wire.ts";
import { guardOfGroup, guardOfInstance } from "./aws-instances.ts";
import { subnetTypes } from "./aws-network.ts";
import type { Guard, Guards } from "./aws-security-groups.ts";
import { type Between, connect, join } from "./connections.ts";
import { type Edge, internet } from "./graph.ts";
import { aim, isOmitted, ofTypes, pointers, push, type Scene } from "./scene.ts";
import { allOf, flagAt, itemsAt, type Truth, textAt } from "./truth.ts";

export const balancerTypes = ["aws_lb", "aws_alb"] as const;
export const listenerTypes = ["aws_lb_listener", "aws_alb_listener"] as const;
const ruleTypes = ["aws_lb_listener_rule", "aws_alb_listener_rule"] as const;
export const poolTypes = ["aws_lb_target_group", "aws_alb_target_group"] as const;

/** The internet or a subnet → load balancer → listener → target group → instances, groups of them, functions. */
export function awsBalancerEdges(scene: Scene, guards: Guards): readonly Edge[] {
  const fronts = frontsOf(scene);
  return [
    ...ofTypes(scene, [...balancerTypes, "aws_elb"]).flatMap((one) => balancerEdges(scene, one)),
    ...ofTypes(scene, listenerTypes).flatMap((one) => listenerEdges(scene, one, guards)),
    ...connect(scene, [
      { from: listenerTypes, attribute: "default_action", to: poolTypes, how: "is what it forwards to", on: onPort },
      { from: ruleTypes, attribute: "action", to: poolTypes, how: "is what it forwards to", on: onPort },
    ]),
    ...ruleEdges(scene),
    ...join(scene, attachments, passes(scene, guards, fronts)),
    ...classicEdges(scene, guards),
  ];
}

/** A target group names the port on which its targets take traffic. */
function onPort(pool: Resource): string {
  const port = textAt(pool.values, "port");
  return port === undefined ? "" : ` on port ${shorten(port, maxPort)}`;
}

/** Ports are numbers of five digits at most. */
const maxPort = 5;

/** Ports that are named in a reason. */
const mostPorts = 5;

/** Rules of a listener come after it. */
function ruleEdges(scene: Scene): readonly Edge[] {
  return join(
    scene,
    ruleTypes.map((type) => ({
      via: [type],
      from: [["listener_arn"], listenerTypes],
      to: [["action"], poolTypes],
      how: (via) => `is what its rule ${via.address} forwards to`,
    })),
  );
}

/** Load balancers by the target groups that they forward to. */
type Fronts = ReadonlyMap<string, readonly Resource[]>;

function frontsOf(scene: Scene): Fronts {
  const fronts = new Map<string, Resource[]>();
  const add = (holder: Resource, attribute: string, listener: Resource): void => {
    const balancers = aim(scene, listener, "load_balancer_arn", balancerTypes).found;
    for (const pool of aim(scene, holder, attribute, poolTypes).found) {
      for (const balancer of balancers) push(fronts, pool.address, balancer);
    }
  };
  for (const listener of ofTypes(scene, listenerTypes)) add(listener, "default_action", listener);
  for (const rule of ofTypes(scene, ruleTypes)) {
    for (const listener of aim(scene, rule, "listener_arn", listenerTypes).found) add(rule, "action", listener);
  }
  return fronts;
}

/** AWS makes an internet-facing load balancer only in a VPC that has an internet gateway. */
function balancerEdges(scene: Scene, balancer: Resource): readonly Edge[] {
  const internal = isOmitted(scene, balancer, "internal") ? false : flagAt(balancer.values, ["internal"], false);
  const subnets = ["subnets", "subnet_mapping"].flatMap(
    (attribute) => aim(scene, balancer, attribute, subnetTypes).found,
  );
  const how = {
    true: "is internal",
    false: "is an internet-facing load balancer",
    undefined: "is a load balancer; whether it is internal is not told",
  }[`${internal}`];
  const open = internal === undefined ? undefined : !internal;
  const from = subnets.length > 0 ? subnets.map(({ address }) => address) : [internet];
  return from.map((node) => ({ from: node, to: balancer.address, open, how }));
}

function listenerEdges(scene: Scene, listener: Resource, guards: Guards): readonly Edge[] {
  const { found, uncertain } = aim(scene, listener, "load_balancer_arn", balancerTypes);
  const port = Number(textAt(listener.values, "port") ?? Number.NaN);
  const asked = Number.isNaN(port) ? undefined : port;
  const what = asked === undefined ? "listens" : `listens on ${asked}`;
  if (found.length === 0 && uncertain) {
    return [
      { from: internet, to: listener.address, open: undefined, how: `${what} on a load balancer that is not told` },
    ];
  }
  return found.map((balancer) => {
    const open = admitsAt(scene, balancer, guards, asked);
    const { text } = guards(balancer, ["security_groups"]);
    const guard = isUnguarded(scene, balancer) ? "it has no security groups" : text(asked);
    return { from: balancer.address, to: listener.address, open, how: `${what}; ${guard}` };
  });
}

function admitsAt(scene: Scene, balancer: Resource, guards: Guards, port: number | undefined): Truth {
  return isUnguarded(scene, balancer) || guards(balancer, ["security_groups"]).world(port);
}

/** A network load balancer that names no security groups has none, and lets everyone in. */
function isUnguarded(scene: Scene, balancer: Resource): boolean {
  return textAt(balancer.values, "load_balancer_type") === "network" && isOmitted(scene, balancer, "security_groups");
}

const attachments = [
  {
    via: ["aws_lb_target_group_attachment", "aws_alb_target_group_attachment"],
    from: [["target_group_arn"], poolTypes],
    to: [["target_id"], ["aws_instance", "aws_lambda_function", ...balancerTypes]],
    how: (via: Resource) => `is attached by ${via.address}`,
  },
  {
    via: ["aws_autoscaling_attachment"],
    from: [["lb_target_group_arn", "alb_target_group_arn"], poolTypes],
    to: [["autoscaling_group_name"], ["aws_autoscaling_group"]],
    how: (via: Resource) => `is attached by ${via.address}`,
  },
] as const;

/** What lies between a target group and a target: the target's security groups must admit the load balancer. */
function passes(scene: Scene, guards: Guards, fronts: Fronts): Between {
  return (pool, target, via) => {
    const guard = guardOfTarget(scene, guards, target);
    const how = `is attached by ${via.address}`;
    return guard === undefined ? { open: true, how } : admitted(pool, guard, { guards, fronts, how });
  };
}

type Passage = { readonly guards: Guards; readonly fronts: Fronts; readonly how: string };

/** Whether what a guard protects takes traffic from the load balancers of a target group. */
export function admitted(pool: Resource, guard: Guard, { guards, fronts, how }: Passage): Pick<Edge, "open" | "how"> {
  const balancers = fronts.get(pool.address) ?? [];
  const groups = new Set(balancers.flatMap((one) => [...guards(one, ["security_groups"]).groups]));
  const open = guard.members(groups);
  const names = [...guard.groups].join(", ");
  if (names === "") return { open, how: `${how}; its security groups are not part of the plan` };
  if (open === true) return { open, how: `${how}; ${names} admits the load balancer` };
  const untold = `${how}; whether ${names} admits the load balancer is not told`;
  return { open, how: open === undefined ? untold : `${how}, but ${names} does not admit the load balancer` };
}

function guardOfTarget(scene: Scene, guards: Guards, target: Resource): Guard | undefined {
  if (target.type === "aws_instance") return guardOfInstance(scene, guards, target);
  return target.type === "aws_autoscaling_group" ? guardOfGroup(scene, guards, target).guard : undefined;
}

/** Autoscaling groups that name their target groups, and ECS services, which do. */
export function registeredEdges(
  scene: Scene,
  registered: { readonly types: readonly string[]; readonly attributes: readonly string[] },
  passage: { readonly guards: Guards; readonly guardOf: (target: Resource) => Guard },
): readonly Edge[] {
  const fronts = frontsOf(scene);
  return ofTypes(scene, registered.types).flatMap((target) =>
    registered.attributes.flatMap((attribute): readonly Edge[] => {
      const { found, uncertain, unset } = aim(scene, target, attribute, poolTypes);
      const how = "registers with it";
      const { guards, guardOf } = passage;
      if (found.length === 0 && uncertain && !unset) {
        const untold = "registers with target groups that are not told";
        return [{ from: internet, to: target.address, open: undefined, how: untold }];
      }
      return found.map((pool) => ({
        from: pool.address,
        to: target.address,
        ...admitted(pool, guardOf(target), { guards, fronts, how }),
      }));
    }),
  );
}

/** Classic load balancers have listeners of their own; they name their instances, and groups name them. */
function classicEdges(scene: Scene, guards: Guards): readonly Edge[] {
  const groups = pointers(scene, ["aws_autoscaling_group"], ["load_balancers"], ["aws_elb"]);
  return ofTypes(scene, ["aws_elb"]).flatMap((balancer) => {
    const guard = guards(balancer, ["security_groups"]);
    const listening = itemsAt(balancer.values, "listener").items.map((one) => textAt(one, "lb_port"));
    const ports = listening.filter((port) => port !== undefined);
    const listens = ports.length === 0 ? "" : `, which listens on ${listText(ports, mostPorts)}`;
    const members = [...aim(scene, balancer, "instances", ["aws_instance"]).found, ...groups.at(balancer)];
    return members.map((member) => {
      const own = guardOfTarget(scene, guards, member);
      const open = allOf([guard.world(), own?.members(guard.groups)]);
      return { from: balancer.address, to: member.address, open, how: `is behind it${listens}; ${guard.text()}` };
    });
  });
}
