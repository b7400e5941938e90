import { expect, test } from "bun:test";
import { googleBalancerEdges } from "../../../src/correlate/exposure/google-balancers.ts";
import { derived, planned, sceneFrom } from "../../support/exposure.ts";

const later = "<unknown>";
const chain = (values: object = {}) => [
  planned(
    "google_compute_global_forwarding_rule.r",
    { target: later, ...values },
    { target: "google_compute_target_https_proxy.p" },
  ),
  planned("google_compute_target_https_proxy.p", { url_map: later }, { url_map: "google_compute_url_map.m" }),
  planned(
    "google_compute_url_map.m",
    { default_service: later },
    { default_service: "google_compute_backend_bucket.b" },
  ),
  planned("google_compute_backend_bucket.b", { bucket_name: later }, { bucket_name: "google_storage_bucket.s" }),
  planned("google_storage_bucket.s", { name: "s" }),
];

test("a forwarding rule leads by proxy and URL map to a bucket", () => {
  expect(derived(...chain({ load_balancing_scheme: "EXTERNAL_MANAGED" }))).toEqual([
    "yes google_storage_bucket.s: internet → google_compute_global_forwarding_rule.r (is an external load balancer) → google_compute_target_https_proxy.p (is its target) → google_compute_url_map.m (is its URL map) → google_compute_backend_bucket.b (is a backend of it) → google_storage_bucket.s (is the bucket behind it)",
  ]);
});

test.each([
  [{}, true],
  [{ load_balancing_scheme: "INTERNAL_MANAGED" }, false],
  [{ load_balancing_scheme: later }, undefined],
])("a forwarding rule with %p is open: %p", (values, open) => {
  expect(googleBalancerEdges(sceneFrom(...chain(values)))[0]?.open).toBe(open);
});
