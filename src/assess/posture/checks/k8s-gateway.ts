import type { Deployment } from "../../../domain/deployment.ts";
import { groupOf, nameOf } from "../../../domain/kubernetes.ts";
import { isHidden, type Resource, type Value, valueAt } from "../../../domain/resource.ts";
import { allOf, anyOf, type Check, failWhen, notApplicable, passWhen, type Truth, worstOf } from "../check.ts";
import { homeOf, isUnnamed, ofKind, perDeployment } from "../k8s-index.ts";
import { k8sPages } from "../k8s-pages.ts";
import { elementsBelow, isAbsentOr, type Place, passIf } from "../k8s-workload.ts";
import { is } from "../values.ts";

const tls = ["nist-800-53:SC-8", "nist-800-53:SC-8(1)"];

/** Gateways and service meshes: what goes over the wire in plain text. */
export const k8sGatewayChecks: readonly Check[] = [
  {
    id: "k8s-gateway/listener-tls",
    title: "Listeners of the gateway speak TLS, or only redirect to where it is spoken",
    severity: "high",
    types: ["Gateway"],
    fix: "set protocol = HTTPS and tls.certificateRefs on the listener",
    references: [k8sPages.gatewayTls],
    aka: {},
    controls: tls,
    judge: (resource, deployment) => {
      if (groupOf(resource) !== "gateway.networking.k8s.io") return notApplicable;
      const listeners = elementsBelow({ value: resource.values, at: "gateway" }, "spec", "listeners");
      return worstOf(
        listeners.map((one) => {
          const isSafe = anyOf(["HTTPS", "TLS"].map((protocol) => is(one.value, "protocol", protocol)));
          const good = isSafe === false ? onlyRedirects(deployment, resource, one) : isSafe;
          return passIf(good, one.at.replace("gateway.", ""), "a listener without TLS");
        }),
      );
    },
  },
  {
    id: "k8s-gateway/istio-tls",
    title: "Servers of Istio's gateway speak TLS, or only redirect to where it is spoken",
    severity: "high",
    types: ["Gateway"],
    fix: "set port.protocol = HTTPS and tls.mode, or tls.httpsRedirect = true, on the server",
    references: [k8sPages.istioTls],
    aka: {},
    controls: tls,
    judge: (resource) => {
      if (groupOf(resource) !== "networking.istio.io") return notApplicable;
      const servers = elementsBelow({ value: resource.values, at: "gateway" }, "spec", "servers");
      return worstOf(
        servers.map(({ value, at }) => {
          const isSafe = ["HTTPS", "TLS"].map((protocol) => is(value, ["port", "protocol"], protocol));
          const good = anyOf([...isSafe, is(value, ["tls", "httpsRedirect"], true)]);
          return passIf(good, at.replace("gateway.", ""), "a server without TLS");
        }),
      );
    },
  },
  {
    id: "k8s-gateway/mutual-tls",
    title: "Workloads of the mesh take connections over mutual TLS only",
    severity: "medium",
    types: ["PeerAuthentication"],
    fix: "set mtls.mode = STRICT",
    references: [k8sPages.istioTls],
    aka: {},
    controls: tls,
    // UNSET and nothing take the mode of the level above, which may be another manifest's.
    judge: ({ values }) => {
      const isUnset = isAbsentOr(values, ["spec", "mtls", "mode"], "UNSET");
      const good = isUnset === false ? is(values, ["spec", "mtls", "mode"], "STRICT") : undefined;
      return passWhen(good, { at: "spec.mtls.mode" });
    },
  },
  {
    id: "k8s-gateway/client-tls",
    title: "The mesh's clients do not switch TLS off",
    severity: "medium",
    types: ["DestinationRule"],
    fix: "set trafficPolicy.tls.mode = ISTIO_MUTUAL, or remove it",
    references: [k8sPages.istioTls],
    aka: {},
    controls: tls,
    judge: ({ values }) => {
      const path = ["spec", "trafficPolicy", "tls", "mode"];
      return failWhen(is(values, path, "DISABLE"), { at: path.join(".") });
    },
  },
];

type Routes = { readonly byGateway: ReadonlyMap<string, readonly Resource[]>; readonly isLooseSafe: Truth };

/**
 * Namespace, line feed, gateway → routes that name it as their parent; and whether those that name one that is not
 * told do no harm to any.
 */
const routes = perDeployment((deployment): Routes => {
  const all = ofKind(deployment, "gateway.networking.k8s.io", "HTTPRoute");
  const pairs = all.flatMap((route) =>
    [...new Set(parentsOf(route).map((parent) => keyOf(route, parent)))].map((key) => ({ key, route })),
  );
  const loose = pairs.filter(({ key }) => key === undefined);
  const byGateway = new Map<string, Resource[]>();
  for (const { key, route } of pairs) {
    const known = byGateway.get(key ?? "");
    if (known === undefined) byGateway.set(key ?? "", [route]);
    else known.push(route);
  }
  return { byGateway, isLooseSafe: allOf(loose.map(({ route }) => orUnknown(redirects(route)))) };
});

function parentsOf({ values }: Resource): readonly Place[] {
  return elementsBelow({ value: values, at: "" }, "spec", "parentRefs");
}

function keyOf(route: Resource, { value }: Place): string | undefined {
  const parts = [valueAt(value, "namespace") ?? homeOf(route), valueAt(value, "name")];
  return parts[0] === undefined || parts.some(isHidden) ? undefined : parts.join("\n");
}

/** Whether all routes of a listener redirect to https; unknown when no route of it is among the manifests. */
function onlyRedirects(deployment: Deployment, gateway: Resource, listener: Place): Truth {
  if (isUnnamed(gateway)) return undefined;
  const key = `${homeOf(gateway)}\n${nameOf(gateway)}`;
  const name = valueAt(listener.value, "name");
  const { byGateway, isLooseSafe } = routes(deployment);
  const named = (byGateway.get(key) ?? []).map((route) => {
    const parents = parentsOf(route).filter((parent) => keyOf(route, parent) === key);
    return { route, here: anyOf(parents.map((parent) => isAttached(parent, name))) };
  });
  const attached = named.filter(({ here }) => here === true);
  const maybe = named.filter(({ here }) => here === undefined);
  if (attached.length === 0) return undefined;
  return allOf([
    isLooseSafe,
    ...attached.map(({ route }) => redirects(route)),
    ...maybe.map(({ route }) => orUnknown(redirects(route))),
  ]);
}

/** A route without a section is attached to every listener. */
function isAttached({ value }: Place, listener: Value | undefined): Truth {
  if (isHidden(listener)) return isAbsentOr(value, "sectionName") === true ? true : undefined;
  return typeof listener === "string" ? isAbsentOr(value, "sectionName", listener) : undefined;
}

/** What a route that may be another listener's does: no harm, or it is not known. */
function orUnknown(isSafe: Truth): Truth {
  return isSafe === true ? true : undefined;
}

function redirects({ values }: Resource): Truth {
  const rules = elementsBelow({ value: values, at: "" }, "spec", "rules");
  const toHttps = rules.map((rule) =>
    anyOf(elementsBelow(rule, "filters").map(({ value }) => is(value, ["requestRedirect", "scheme"], "https"))),
  );
  return rules.length > 0 && allOf(toHttps);
}
