import type { Resource } from "../../domain/resource.ts";
import { balancerTypes, listenerTypes } from "./aws-balancers.ts";
import type { Guard, Guards } from "./aws-security-groups.ts";
import { type Connection, connect, join, tell } from "./connections.ts";
import { type Edge, internet, type Part } from "./graph.ts";
import { aim, namesOf, ofTypes, pointers, type Scene } from "./scene.ts";
import { anyOf, flagAt, textAt, textIs, textsAt } from "./truth.ts";

const functionTypes = ["aws_lambda_function", "aws_lambda_alias"] as const;
const webApiTypes = ["aws_apigatewayv2_api"] as const;
const restApiTypes = ["aws_api_gateway_rest_api"] as const;
const behindApi = [...functionTypes, ...listenerTypes, ...balancerTypes] as const;

/** Lambda functions, and the ways to them by their own URLs, API Gateway and CloudFront. */
export function awsFunctionPart(scene: Scene, guards: Guards): Part {
  return {
    targets: ofTypes(scene, ["aws_lambda_function"]).map((resource) => {
      const image = textAt(resource.values, "image_uri");
      const images = image === undefined ? [] : [image];
      return { node: resource.address, kind: "function", resource, images, labels: namesOf(resource) };
    }),
    edges: [
      ...ofTypes(scene, ["aws_lambda_function_url"]).flatMap((one) => urlEdges(one)),
      ...ofTypes(scene, webApiTypes).map(webApiEdge),
      ...ofTypes(scene, restApiTypes).map(restApiEdge),
      ...join(scene, integrations),
      ...distributionEdges(scene, guards),
      ...connect(scene, connections),
    ],
  };
}

const connections: readonly Connection[] = [
  { from: ["aws_lambda_function_url"], attribute: "function_name", to: functionTypes, how: "answers at it" },
  {
    from: ["aws_lambda_alias"],
    attribute: "function_name",
    to: ["aws_lambda_function"],
    how: "is what the alias names",
  },
  { from: webApiTypes, attribute: "target", to: ["aws_lambda_function"], how: "is its target" },
  {
    from: ["aws_cloudfront_distribution"],
    attribute: "origin",
    to: [...webApiTypes, ...restApiTypes, "aws_lambda_function_url", "aws_s3_bucket"],
    how: "is an origin of it",
  },
];

const integrations = [
  {
    via: ["aws_apigatewayv2_integration"],
    from: [["api_id"], webApiTypes],
    to: [["integration_uri"], behindApi],
    how: ({ address }: Resource) => `is integrated by ${address}`,
  },
  {
    via: ["aws_api_gateway_integration"],
    from: [["rest_api_id"], restApiTypes],
    to: [["uri"], behindApi],
    how: ({ address }: Resource) => `is integrated by ${address}`,
  },
] as const;

/** `NONE` lets everyone in; with `AWS_IAM` only those whom a policy names. */
function urlEdges({ address, values }: Resource): readonly Edge[] {
  const open = textIs(values, ["authorization_type"], (word) => word === "NONE");
  const words = ["is a function URL without authorization", "is a function URL that asks for AWS credentials"] as const;
  return [{ from: internet, to: address, ...tell(open, ...words, "is a function URL; its authorization is not told") }];
}

function webApiEdge({ address, values }: Resource): Edge {
  const off = flagAt(values, ["disable_execute_api_endpoint"], false);
  const how = "is an API with a public endpoint";
  // Without its own endpoint it may have a domain, which may be private.
  return {
    from: internet,
    to: address,
    open: off === false ? true : undefined,
    how: off === false ? how : `${how}, if a domain leads to it`,
  };
}

/** Edge-optimised unless written otherwise, which is public (API Gateway, "Endpoint types"). */
function restApiEdge({ address, values }: Resource): Edge {
  const { texts, hidden } = textsAt(values, "endpoint_configuration", 0, "types");
  const open = hidden ? undefined : !texts.includes("PRIVATE");
  const words = ["is an API with a public endpoint", "is an API with a private endpoint"] as const;
  return { from: internet, to: address, ...tell(open, ...words, "is an API whose endpoint type is not told") };
}

/** A distribution is public while it is enabled; its origins may take its addresses alone. */
function distributionEdges(scene: Scene, guards: Guards): readonly Edge[] {
  const listeners = pointers(scene, listenerTypes, ["load_balancer_arn"], balancerTypes);
  const words = ["is a CloudFront distribution", "is a distribution that is not enabled"] as const;
  return ofTypes(scene, ["aws_cloudfront_distribution"]).flatMap((one) => {
    const on = flagAt(one.values, ["enabled"], true);
    const untold = "is a distribution; whether it is enabled is not told";
    const balancers = aim(scene, one, "origin", balancerTypes).found;
    return [
      { from: internet, to: one.address, ...tell(on, ...words, untold) },
      ...balancers.flatMap((balancer) => {
        const way = originWay(guards(balancer, ["security_groups"]));
        return listeners.at(balancer).map(({ address }) => ({ from: one.address, to: address, ...way }));
      }),
    ];
  });
}

/** The addresses of CloudFront are a prefix list. */
function originWay(guard: Guard): Pick<Edge, "open" | "how"> {
  const words = ["lets it in", "does not let it in", "may let it in"] as const;
  const { open, how } = tell(anyOf([guard.world(), guard.lists()]), ...words);
  return { open, how: `listens for the load balancer of an origin, which ${how}` };
}
