import { expect, test } from "bun:test";
import { deriveExposures } from "../../../src/correlate/exposure/derive.ts";
import { shuffled } from "../../support/build.ts";
import { deployment, object, planned, service } from "../../support/exposure.ts";
import { resourcesOf } from "../../support/posture-case.ts";

/** Milliseconds: about 150 are needed on two idle cores; what is quadratic takes a minute. */
const linearTime = 5000;

test("deriveExposures() says nothing of nothing", () => {
  expect(deriveExposures([])).toEqual([]);
});

test("deriveExposures() does not depend on the order of resources", () => {
  const written = [
    deployment("web"),
    service("web", { type: "LoadBalancer" }),
    deployment("api"),
    service("api", { type: "NodePort" }),
    planned("aws_s3_bucket.b", { acl: "public-read" }),
  ];
  const resources = resourcesOf(written);
  expect(deriveExposures(shuffled(resources, 3))).toEqual(deriveExposures(resources));
});

test("deriveExposures() is linear in plans and manifests", () => {
  const count = 2000;
  const written = Array.from({ length: count }, (_, index) => [
    deployment(`web-${index}`),
    service(`web-${index}`),
    object("networking.k8s.io/v1/Ingress", `edge-${index}`, {
      rules: [{ http: { paths: [{ backend: { service: { name: `web-${index}` } } }] } }],
    }),
    planned(
      `aws_instance.i${index}`,
      { subnet_id: "<unknown>", vpc_security_group_ids: "<unknown>" },
      { subnet_id: "aws_subnet.s", vpc_security_group_ids: "aws_security_group.g" },
    ),
    planned(
      `aws_security_group_rule.r${index}`,
      { security_group_id: "<unknown>", cidr_blocks: ["10.0.0.0/8"] },
      { security_group_id: "aws_security_group.g" },
    ),
    planned(`aws_s3_bucket.b${index}`),
  ]).flat();
  const resources = resourcesOf([
    ...written,
    planned("aws_subnet.s"),
    planned("aws_security_group.g", { ingress: [] }),
  ]);
  const start = performance.now();
  const facts = deriveExposures(resources);
  expect(performance.now() - start).toBeLessThan(linearTime);
  expect(facts).toHaveLength(3 * count);
});

test("deriveExposures() says the same of a name that is long, shortened", () => {
  const [fact] = deriveExposures(resourcesOf([planned(`aws_s3_bucket.${"b".repeat(5000)}`)]));
  expect(fact?.target.name.length).toBeLessThan(400);
});
