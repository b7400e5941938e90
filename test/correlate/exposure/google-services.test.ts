import { expect, test } from "bun:test";
import { googleServicePart } from "../../../src/correlate/exposure/google-services.ts";
import { planned, sceneFrom, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const run = (values: object = {}) =>
  planned("google_cloud_run_v2_service.s", {
    name: "s",
    template: [{ containers: [{ image: "gcr.io/acme/s:1" }] }],
    ...values,
  });
const member = (name: unknown) =>
  planned(
    "google_cloud_run_v2_service_iam_member.m",
    { name: later, role: "roles/run.invoker", member: name },
    { name: "google_cloud_run_v2_service.s" },
  );
const group = planned(
  "google_compute_region_network_endpoint_group.g",
  { cloud_run: [{ service: later }] },
  { cloud_run: "google_cloud_run_v2_service.s" },
);
const service = planned(
  "google_compute_backend_service.b",
  { backend: [{ group: later }] },
  { backend: "google_compute_region_network_endpoint_group.g" },
);
const front = planned(
  "google_compute_forwarding_rule.r",
  { backend_service: later },
  { backend_service: "google_compute_backend_service.b" },
);

test.each([
  ["everyone as invoker", [run(), member("allUsers")], "yes"],
  ["nobody as invoker", [run()], "no"],
  ["a group as invoker", [run(), member("group:a@example.org")], "no"],
  ["an invoker that is not told", [run(), member("<unknown>")], "unknown"],
  ["internal ingress", [run({ ingress: "INGRESS_TRAFFIC_INTERNAL_ONLY" }), member("allUsers")], "no"],
  [
    "ingress of load balancers",
    [run({ ingress: "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" }), member("allUsers"), group, service, front],
    "yes",
  ],
  ["its check of invokers off", [run({ invoker_iam_disabled: true })], "yes"],
])("a Cloud Run service with %s: %s", (_, written, expected) => {
  expect(verdictOn(...written)).toBe(expected);
});

test("a function answers requests when it is triggered by them", () => {
  const everyone = planned(
    "google_cloudfunctions_function_iam_member.m",
    { cloud_function: later, member: "allUsers" },
    { cloud_function: "google_cloudfunctions_function.f" },
  );
  const of = (values: object) => verdictOn(planned("google_cloudfunctions_function.f", { ...values }), everyone);
  expect([
    of({ trigger_http: true }),
    of({}),
    of({ trigger_http: true, ingress_settings: "ALLOW_INTERNAL_ONLY" }),
  ]).toEqual(["yes", "no", "no"]);
});

test("googleServicePart() knows the images of both generations", () => {
  const old = planned("google_cloud_run_service.o", {
    template: [{ spec: [{ containers: [{ image: "gcr.io/acme/o:1" }] }] }],
  });
  expect(
    googleServicePart(sceneFrom(run(), old))
      .targets.flatMap(({ images }) => images)
      .toSorted(),
  ).toEqual(["gcr.io/acme/o:1", "gcr.io/acme/s:1"]);
});
