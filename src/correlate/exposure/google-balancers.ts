import type { Resource } from "../../domain/resource.ts";
import { type Connection, connect, tell } from "./connections.ts";
import { type Edge, internet } from "./graph.ts";
import { ofTypes, type Scene } from "./scene.ts";
import { textIs } from "./truth.ts";

const ruleTypes = ["google_compute_global_forwarding_rule", "google_compute_forwarding_rule"] as const;

const proxyTypes = ["http", "https", "tcp", "ssl", "grpc"].flatMap((kind) => [
  `google_compute_target_${kind}_proxy`,
  `google_compute_region_target_${kind}_proxy`,
]);

const mapTypes = ["google_compute_url_map", "google_compute_region_url_map"] as const;
const serviceTypes = ["google_compute_backend_service", "google_compute_region_backend_service"] as const;
const bucketTypes = ["google_compute_backend_bucket"] as const;
const groupTypes = [
  "google_compute_instance_group",
  "google_compute_region_network_endpoint_group",
  "google_compute_network_endpoint_group",
  "google_compute_instance_group_manager",
  "google_compute_region_instance_group_manager",
] as const;

/** The services that a serverless endpoint group stands for. */
export const serverlessTypes = [
  "google_cloud_run_service",
  "google_cloud_run_v2_service",
  "google_cloudfunctions_function",
  "google_cloudfunctions2_function",
] as const;

const connections: readonly Connection[] = [
  { from: ruleTypes, attribute: "target", to: [...proxyTypes, "google_compute_target_pool"], how: "is its target" },
  { from: ruleTypes, attribute: "backend_service", to: serviceTypes, how: "is its backend" },
  { from: proxyTypes, attribute: "url_map", to: mapTypes, how: "is its URL map" },
  { from: proxyTypes, attribute: "backend_service", to: serviceTypes, how: "is its backend" },
  ...["default_service", "path_matcher"].map((attribute) => ({
    from: mapTypes,
    attribute,
    to: [...serviceTypes, ...bucketTypes],
    how: "is a backend of it",
  })),
  { from: serviceTypes, attribute: "backend", to: groupTypes, how: "is a group behind it" },
  { from: bucketTypes, attribute: "bucket_name", to: ["google_storage_bucket"], how: "is the bucket behind it" },
  ...["google_compute_target_pool", "google_compute_instance_group"].map((type) => ({
    from: [type],
    attribute: "instances",
    to: ["google_compute_instance"],
    how: "is an instance of it",
  })),
];

/** The internet → forwarding rule → proxy → URL map → backend → instances, buckets, endpoint groups. */
export function googleBalancerEdges(scene: Scene): readonly Edge[] {
  return [...ofTypes(scene, ruleTypes).map(ruleEdge), ...connect(scene, connections)];
}

/** External unless written otherwise (google_compute_forwarding_rule, `load_balancing_scheme`). */
function ruleEdge({ address, values }: Resource): Edge {
  const open = textIs(values, ["load_balancing_scheme"], (scheme) => scheme.startsWith("EXTERNAL"), true);
  const words = ["is an external load balancer", "is an internal load balancer"] as const;
  return { from: internet, to: address, ...tell(open, ...words, "is a load balancer whose scheme is not told") };
}
