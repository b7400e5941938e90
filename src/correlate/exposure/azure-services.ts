import type { Resource } from "../../domain/resource.ts";
import { isWorld } from "../../standards/address-range.ts";
import { tell } from "./connections.ts";
import { type Edge, internet, type Part, type Target } from "./graph.ts";
import { namesOf, ofTypes, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, itemsAt, type Truth, textAt, textIs } from "./truth.ts";

const appTypes = ["azurerm_linux_web_app", "azurerm_windows_web_app", "azurerm_app_service"] as const;
const functionTypes = ["azurerm_linux_function_app", "azurerm_windows_function_app", "azurerm_function_app"] as const;

/** App Service, Functions, container groups and container apps. */
export function azureServicePart(scene: Scene): Part {
  const apps = ofTypes(scene, appTypes);
  const functions = ofTypes(scene, functionTypes);
  const groups = ofTypes(scene, ["azurerm_container_group"]);
  const containers = ofTypes(scene, ["azurerm_container_app"]);
  return {
    targets: [
      ...[...apps, ...groups, ...containers].map((one) => targetOf(one, "workload")),
      ...functions.map((one) => targetOf(one, "function")),
    ],
    edges: [...[...apps, ...functions].map(appEdge), ...groups.map(groupEdge), ...containers.map(containerEdge)],
  };
}

function targetOf(resource: Resource, kind: Target["kind"]): Target {
  return { node: resource.address, kind, resource, images: imagesOf(resource), labels: namesOf(resource) };
}

function imagesOf({ values }: Resource): readonly string[] {
  const stack = itemsAt(values, "site_config", 0, "application_stack").items;
  const containers = [...itemsAt(values, "container").items, ...itemsAt(values, "template", 0, "container").items];
  const images = [
    ...containers.map((one) => textAt(one, "image")),
    ...stack.map((one) => textAt(one, "docker_image_name")),
  ];
  return images.filter((image) => image !== undefined);
}

/** An app is public unless access is turned off, or its restrictions let in none but named ranges. */
function appEdge({ address, values }: Resource): Edge {
  const isPublic = flagAt(values, ["public_network_access_enabled"], true);
  const restrictions = itemsAt(values, "site_config", 0, "ip_restriction");
  const allowed = restrictions.items.filter((one) => textAt(one, "action") !== "Deny");
  const admits: Truth =
    restrictions.items.length === 0
      ? !restrictions.hidden || undefined
      : anyOf(allowed.map((one) => textIs(one, ["ip_address"], isWorld)));
  const closed = isPublic === false ? "has public access turned off" : "admits named ranges of addresses only";
  return {
    from: internet,
    to: address,
    ...tell(allOf([isPublic, admits]), "is an app with public access", closed, "has restrictions that are not told"),
  };
}

/** Public unless written otherwise (azurerm_container_group, `ip_address_type`). */
function groupEdge({ address, values }: Resource): Edge {
  const open = textIs(values, ["ip_address_type"], (type) => type === "Public", true);
  return {
    from: internet,
    to: address,
    ...tell(open, "has a public address", "has no public address", "has an address whose type is not told"),
  };
}

function containerEdge({ address, values }: Resource): Edge {
  const open = flagAt(values, ["ingress", 0, "external_enabled"], false);
  return {
    from: internet,
    to: address,
    ...tell(
      open,
      "takes traffic from outside its environment",
      "takes no traffic from outside its environment",
      "has an ingress that is not told",
    ),
  };
}
