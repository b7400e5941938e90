import { expect, test } from "bun:test";
import { attached, balancer, group, instance, publicNetwork } from "../../support/aws-network.ts";
import { derived, planned, verdictOn } from "../../support/exposure.ts";

const later = "<unknown>";
const lambda = planned("aws_lambda_function.f", { function_name: "f" });
const url = (values: object) =>
  planned("aws_lambda_function_url.u", { function_name: later, ...values }, { function_name: "aws_lambda_function.f" });
const restApi = (values: object) => [
  planned("aws_api_gateway_rest_api.a", values),
  planned(
    "aws_api_gateway_integration.i",
    { rest_api_id: later, uri: later },
    { rest_api_id: "aws_api_gateway_rest_api.a", uri: "aws_lambda_function.f" },
  ),
];

test("a function URL without authorization is a way from the internet", () => {
  expect(derived(lambda, url({ authorization_type: "NONE" }))).toEqual([
    "yes aws_lambda_function.f: internet → aws_lambda_function_url.u (is a function URL without authorization) → aws_lambda_function.f (answers at it)",
  ]);
});

test.each([
  ["no way", [], "no"],
  ["a URL that asks for credentials", [url({ authorization_type: "AWS_IAM" })], "no"],
  ["a URL whose authorization is not told", [url({ authorization_type: "<unknown>" })], "unknown"],
  ["a REST API", restApi({}), "yes"],
  ["a private REST API", restApi({ endpoint_configuration: [{ types: ["PRIVATE"] }] }), "no"],
  ["an HTTP API", [planned("aws_apigatewayv2_api.h", { target: later }, { target: "aws_lambda_function.f" })], "yes"],
  [
    "an HTTP API without an endpoint",
    [
      planned(
        "aws_apigatewayv2_api.h",
        { target: later, disable_execute_api_endpoint: true },
        { target: "aws_lambda_function.f" },
      ),
    ],
    "unknown",
  ],
])("a function with %s: %s", (_, more, expected) => {
  expect(verdictOn(lambda, ...more)).toBe(expected);
});

test("a distribution publishes its origins", () => {
  const distribution = (enabled: boolean) =>
    planned(
      "aws_cloudfront_distribution.d",
      { enabled, origin: [{ domain_name: later }] },
      { origin: "aws_s3_bucket.b" },
    );
  const bucket = planned("aws_s3_bucket.b", { bucket: "b" });
  expect(verdictOn(bucket, distribution(true))).toBe("yes");
  expect(verdictOn(bucket, distribution(false))).toBe("no");
});

test("a load balancer that admits a prefix list is reached by the distribution", () => {
  const lists = planned("aws_security_group.lb", {
    ingress: [{ from_port: 443, to_port: 443, prefix_list_ids: ["pl-1"], cidr_blocks: [] }],
  });
  const distribution = planned(
    "aws_cloudfront_distribution.d",
    { enabled: true, origin: [{}] },
    { origin: "aws_lb.web" },
  );
  const rest = [
    lists,
    group("web", [80, "aws_security_group.lb"]),
    instance("web", "web", { associate_public_ip_address: false }),
    ...balancer(),
    attached("aws_instance.web"),
  ];
  expect(verdictOn(...publicNetwork, ...rest)).toBe("unknown");
  expect(verdictOn(...publicNetwork, ...rest, distribution)).toBe("yes");
});
