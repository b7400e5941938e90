import type { Resource } from "../../domain/resource.ts";
import { tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, itemsAt, type Truth, textIs, textsAt } from "./truth.ts";

const serverTypes = [
  "azurerm_mssql_server",
  "azurerm_postgresql_server",
  "azurerm_postgresql_flexible_server",
  "azurerm_mysql_flexible_server",
] as const;
const firewallTypes = [
  "azurerm_mssql_firewall_rule",
  "azurerm_postgresql_firewall_rule",
  "azurerm_postgresql_flexible_server_firewall_rule",
  "azurerm_mysql_flexible_server_firewall_rule",
] as const;

/** Storage, databases and clusters of Azure. */
export function azureStorePart(scene: Scene): Part {
  const accounts = ofTypes(scene, ["azurerm_storage_account"]);
  const servers = ofTypes(scene, serverTypes);
  const clusters = ofTypes(scene, ["azurerm_kubernetes_cluster"]);
  const target = (kind: "bucket" | "database" | "cluster") => (resource: Resource) =>
    ({ node: resource.address, kind, resource, images: [], labels: namesOf(resource) }) as const;
  const containers = pointers(
    scene,
    ["azurerm_storage_container"],
    ["storage_account_name", "storage_account_id"],
    ["azurerm_storage_account"],
  );
  const firewall = pointers(scene, firewallTypes, ["server_id", "server_name"], serverTypes);
  return {
    targets: [
      ...accounts.map(target("bucket")),
      ...servers.map(target("database")),
      ...clusters.map(target("cluster")),
    ],
    edges: [
      ...accounts.map((one) => accountEdge(one, containers)),
      ...servers.map((one) => serverEdge(scene, one, firewall)),
      ...clusters.map(clusterEdge),
    ],
  };
}

/** Anyone reads what a container of access type `blob` or `container` holds, unless the account forbids it. */
function accountEdge(account: Resource, containers: Pointers): Edge {
  const { values } = account;
  const isShared = anyOf([
    ...containers.at(account).map((one) => textIs(one.values, ["container_access_type"], (type) => type !== "private")),
    containers.loose.length > 0 ? undefined : false,
  ]);
  const isAllowed = allOf([
    flagAt(values, ["allow_nested_items_to_be_public"], true),
    flagAt(values, ["public_network_access_enabled"], true),
    textIs(values, ["network_rules", 0, "default_action"], (action) => action !== "Deny", true),
  ]);
  const closed = isAllowed === false ? "forbids public access" : "has no container that anyone may read";
  return {
    from: internet,
    to: account.address,
    ...tell(
      allOf([isShared, isAllowed]),
      "has a container that anyone may read",
      closed,
      "has containers or network rules that are not told",
    ),
  };
}

function serverEdge(scene: Scene, server: Resource, firewall: Pointers): Edge {
  const isPublic = flagAt(
    server.values,
    ["public_network_access_enabled"],
    aim(scene, server, "delegated_subnet_id", ["azurerm_subnet"]).found.length === 0,
  );
  const admits = anyOf([...firewall.at(server).map(spansWorld), firewall.loose.length > 0 ? undefined : false]);
  const closed = isPublic === false ? "has public access turned off" : "has no firewall rule that admits the internet";
  return {
    from: internet,
    to: server.address,
    ...tell(
      allOf([isPublic, admits]),
      "has public access and a firewall rule that admits the internet",
      closed,
      "has firewall rules that are not told",
    ),
  };
}

/** Addresses up to this one are more than half of the internet. 0.0.0.0 to 0.0.0.0 is Azure itself, which is not the internet. */
function spansWorld({ values }: Resource): Truth {
  const first = textIs(values, ["start_ip_address"], (start) => Number(start.split(".")[0]) < 2);
  const last = textIs(values, ["end_ip_address"], (end) => Number(end.split(".")[0]) > 127);
  return allOf([first, last]);
}

/** The API server is public unless the cluster is private or it admits named ranges only. */
function clusterEdge({ address, values }: Resource): Edge {
  const isPrivate = flagAt(values, ["private_cluster_enabled"], false);
  const ranges = [
    textsAt(values, "api_server_access_profile", 0, "authorized_ip_ranges"),
    textsAt(values, "api_server_authorized_ip_ranges"),
  ];
  const isRestricted = ranges.some(({ texts }) => texts.length > 0);
  const untold = ranges.some(({ hidden }) => hidden) || itemsAt(values, "api_server_access_profile").hidden;
  const open = allOf([isPrivate === undefined ? undefined : !isPrivate, isRestricted ? false : !untold || undefined]);
  const closed = isPrivate === true ? "has a private API endpoint" : "admits named ranges to its API endpoint only";
  return {
    from: internet,
    to: address,
    ...tell(open, "has a public API endpoint", closed, "has an API endpoint of which it is not told who gets there"),
  };
}
