import type { Resource, Value } from "../../domain/resource.ts";
import { isHidden, valueAt } from "../../domain/resource.ts";
import { type InterfaceGuard, interfaceGuards } from "./azure-rules.ts";
import { join, tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, type Scene } from "./scene.ts";
import { allOf, itemsAt, type Truth } from "./truth.ts";

const machineTypes = [
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
] as const;
const setTypes = ["azurerm_linux_virtual_machine_scale_set", "azurerm_windows_virtual_machine_scale_set"] as const;
const nicType = "azurerm_network_interface";
const addressType = "azurerm_public_ip";
const balancerTypes = ["azurerm_lb", "azurerm_application_gateway"] as const;
const poolType = "azurerm_lb_backend_address_pool";

/** Virtual machines: public address → network interface → machine, and through load balancers and gateways. */
export function azureMachinePart(scene: Scene): Part {
  const guard = interfaceGuards(scene);
  const machines = ofTypes(scene, [...machineTypes, ...setTypes]);
  return {
    targets: machines.map((resource) => {
      return { node: resource.address, kind: "instance", resource, images: [], labels: namesOf(resource) };
    }),
    edges: [
      ...ofTypes(scene, [addressType]).map(({ address }) => ({
        from: internet,
        to: address,
        open: true,
        how: "is a public address",
      })),
      ...ofTypes(scene, [nicType]).flatMap((one) => nicEdges(scene, one, guard)),
      ...ofTypes(scene, balancerTypes).flatMap((one) => balancerEdges(scene, one)),
      ...balancedEdges(scene, guard),
      ...machines.flatMap((one) => machineEdges(scene, one)),
    ],
  };
}

/** A machine is what its interfaces are. */
function machineEdges(scene: Scene, machine: Resource): readonly Edge[] {
  const { found, uncertain } = aim(scene, machine, "network_interface_ids", [nicType]);
  const how = "has it as its network interface";
  if (found.length > 0) return found.map(({ address }) => ({ from: address, to: machine.address, open: true, how }));
  const untold = "has a network interface that is not part of the plan";
  return uncertain || valueAt(machine.values, "network_interface_ids") !== undefined
    ? [{ from: internet, to: machine.address, open: undefined, how: untold }]
    : [];
}

function nicEdges(scene: Scene, nic: Resource, guard: InterfaceGuard): readonly Edge[] {
  const { found } = aim(scene, nic, "ip_configuration", [addressType]);
  const way = guardWay(nic, guard);
  if (found.length > 0) {
    return found.map(({ address }) => ({ from: address, to: nic.address, open: way.open, how: `has it; ${way.how}` }));
  }
  const configs = itemsAt(nic.values, "ip_configuration");
  const isHiddenAddress = configs.items.some((one) => isHidden(valueAt(one, "public_ip_address_id")));
  const isNamed = configs.items.some((one) => typeof valueAt(one, "public_ip_address_id") === "string");
  if (isNamed)
    return [{ from: internet, to: nic.address, open: way.open, how: `has a public address that is there; ${way.how}` }];
  const open: Truth = isHiddenAddress || configs.hidden ? undefined : false;
  const untold = allOf([open, way.open]);
  return [
    {
      from: internet,
      to: nic.address,
      open: untold,
      how: untold === false ? "has no public address" : "may have a public address",
    },
  ];
}

/** Without a security group it depends on the kind of address: basic ones let everyone in, standard ones nobody. */
function guardWay(nic: Resource, guard: InterfaceGuard): Pick<Edge, "open" | "how"> {
  const found = guard(nic);
  if (found === undefined) return { open: undefined, how: "no security group in the plan says whom it admits" };
  const { admits, names, on } = found;
  return tell(
    admits,
    `${names} admits the internet${on}`,
    `${names} does not admit the internet on any port`,
    `whom ${names} admits is not all told`,
  );
}

/** A load balancer or gateway with a public address in front. */
function balancerEdges(scene: Scene, balancer: Resource): readonly Edge[] {
  const attribute = "frontend_ip_configuration";
  const { found } = aim(scene, balancer, attribute, [addressType]);
  const how = "has it in front";
  if (found.length > 0) return found.map(({ address }) => ({ from: address, to: balancer.address, open: true, how }));
  const fronts = itemsAt(balancer.values, attribute);
  const values = fronts.items.map((one: Value) => valueAt(one, "public_ip_address_id"));
  const isThere = values.some((value) => typeof value === "string" && value !== "");
  const open = isThere || (fronts.hidden || values.some(isHidden) ? undefined : false);
  return [
    {
      from: internet,
      to: balancer.address,
      ...tell(
        open,
        "has a public address in front",
        "has no public address in front",
        "may have a public address in front",
      ),
    },
  ];
}

/** Load balancer → pool → interface or scale set; gateway → interface. */
function balancedEdges(scene: Scene, guard: InterfaceGuard): readonly Edge[] {
  const between = (_from: Resource, nic: Resource, via: Resource): Pick<Edge, "open" | "how"> => {
    const way = guardWay(nic, guard);
    return { open: way.open, how: `is attached by ${via.address}; ${way.how}` };
  };
  const how = (via: Resource): string => `is attached by ${via.address}`;
  const nics = ["network_interface_id"];
  return [
    ...ofTypes(scene, [poolType]).flatMap((pool) =>
      aim(scene, pool, "loadbalancer_id", ["azurerm_lb"]).found.map(({ address }) => {
        return { from: address, to: pool.address, open: true, how: "is its backend pool" };
      }),
    ),
    ...join(
      scene,
      [
        {
          via: ["azurerm_network_interface_backend_address_pool_association"],
          from: [["backend_address_pool_id"], [poolType]],
          to: [nics, [nicType]],
          how,
        },
        {
          via: ["azurerm_network_interface_application_gateway_backend_address_pool_association"],
          from: [["backend_address_pool_id"], ["azurerm_application_gateway"]],
          to: [nics, [nicType]],
          how,
        },
      ],
      between,
    ),
    ...setEdges(scene),
  ];
}

/** Scale sets name their pools themselves. */
function setEdges(scene: Scene): readonly Edge[] {
  const pools = [poolType, "azurerm_application_gateway"];
  return ofTypes(scene, setTypes).flatMap((one) => {
    const found = aim(scene, one, "network_interface", pools).found;
    const how = "is in it; whom the security groups of its network admit is not looked at";
    return found.map(({ address }) => ({ from: address, to: one.address, open: undefined, how }));
  });
}
