import type { Resource } from "../../domain/resource.ts";
import { type Connection, tell } from "./connections.ts";
import { serverlessTypes } from "./google-balancers.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, type Pointers, pointers, type Scene } from "./scene.ts";
import { allOf, anyOf, flagAt, itemsAt, type Truth, textAt, textIs, textsAt } from "./truth.ts";

/** Cloud Run and Cloud Functions: who may call, and from where. */
export function googleServicePart(scene: Scene): Part {
  const services = ofTypes(scene, serverlessTypes);
  const members = membersOf(scene);
  return {
    targets: services.map((resource) => {
      const kind = resource.type.includes("run") ? "workload" : "function";
      return { node: resource.address, kind, resource, images: imagesOf(resource), labels: namesOf(resource) };
    }),
    edges: [...services.map((one) => directEdge(one, callers(one, members))), ...balancedEdges(scene, members)],
  };
}

/** IAM members and bindings by the service that they are about. */
type Members = readonly Pointers[];

function membersOf(scene: Scene): Members {
  return serverlessTypes.flatMap((type) =>
    ["member", "binding"].map((suffix) => {
      const names = ["service", "name", "cloud_function"];
      const types =
        type === "google_cloudfunctions2_function"
          ? [`${type}_iam_${suffix}`, `google_cloud_run_service_iam_${suffix}`]
          : [`${type}_iam_${suffix}`];
      return pointers(scene, types, names, [type]);
    }),
  );
}

/** Whether everyone may call. Nobody but those whom IAM names may, unless the check is off. */
function callers(service: Resource, members: Members): Truth {
  const grants = members.flatMap((pointing) => pointing.at(service).map(grantsEveryone));
  const isLoose = members.some((pointing) => pointing.loose.length > 0);
  return anyOf([flagAt(service.values, ["invoker_iam_disabled"], false), ...grants, isLoose ? undefined : false]);
}

function grantsEveryone({ values }: Resource): Truth {
  const named = [textsAt(values, "member"), textsAt(values, "members")];
  if (named.some(({ texts }) => texts.includes("allUsers") || texts.includes("allAuthenticatedUsers"))) return true;
  return named.some(({ hidden }) => hidden) ? undefined : false;
}

/** From where it takes requests; everywhere unless written otherwise. */
function ingressOf({ values }: Resource): string {
  const old = textAt(itemsAt(values, "metadata").items[0], "annotations", "run.googleapis.com/ingress");
  const word =
    old ??
    textAt(values, "ingress") ??
    textAt(values, "ingress_settings") ??
    textAt(values, "service_config", 0, "ingress_settings");
  return (word ?? "all").toLowerCase();
}

function directEdge(service: Resource, everyone: Truth): Edge {
  const ingress = ingressOf(service);
  const isAll = ["all", "ingress_traffic_all", "allow_all"].includes(ingress);
  const open = allOf([isTriggered(service), isAll, everyone]);
  const closed = isAll ? "asks for credentials: no IAM member is everyone" : `takes requests from ${ingress} only`;
  return {
    from: internet,
    to: service.address,
    ...tell(open, "takes requests from everyone without credentials", closed, "has IAM members that are not told"),
  };
}

/** A function of the first generation answers requests only when it is triggered by them. */
function isTriggered({ type, values }: Resource): Truth {
  if (type !== "google_cloudfunctions_function") return true;
  return textIs(values, ["trigger_http"], (word) => word === "true");
}

const groupType = "google_compute_region_network_endpoint_group";

const behindGroup: readonly Omit<Connection, "how">[] = [
  { from: [groupType], attribute: "cloud_run", to: serverlessTypes },
  { from: [groupType], attribute: "cloud_function", to: serverlessTypes },
];

/** A load balancer reaches what takes requests from load balancers, with the same question of who may call. */
function balancedEdges(scene: Scene, members: Members): readonly Edge[] {
  return behindGroup.flatMap(({ from, attribute, to }) =>
    ofTypes(scene, from).flatMap((group) =>
      aim(scene, group, attribute, to).found.map((service) => {
        const isOpen = !["internal", "ingress_traffic_internal_only", "allow_internal_only"].includes(
          ingressOf(service),
        );
        const open = allOf([isOpen, callers(service, members)]);
        const closed = isOpen ? "asks for credentials" : "takes internal requests only";
        const way = tell(
          open,
          "takes requests of the load balancer without credentials",
          closed,
          "has IAM members that are not told",
        );
        return { from: group.address, to: service.address, ...way };
      }),
    ),
  );
}

function imagesOf({ values }: Resource): readonly string[] {
  const template = itemsAt(values, "template").items[0];
  const containers = [itemsAt(template, "containers"), itemsAt(template, "spec", 0, "containers")].flatMap(
    ({ items }) => items,
  );
  return containers.map((one) => textAt(one, "image")).filter((image) => image !== undefined);
}
