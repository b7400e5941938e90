import { expect, test } from "bun:test";
import { azureServicePart } from "../../../src/correlate/exposure/azure-services.ts";
import { planned, sceneFrom, verdictOn } from "../../support/exposure.ts";

const restricted = (address: unknown) => ({
  site_config: [{ ip_restriction: [{ action: "Allow", ip_address: address }] }],
});

test.each([
  ["azurerm_linux_web_app", {}, "yes"],
  ["azurerm_linux_web_app", { public_network_access_enabled: false }, "no"],
  ["azurerm_linux_web_app", restricted("203.0.113.0/24"), "no"],
  ["azurerm_linux_function_app", restricted("0.0.0.0/0"), "yes"],
  ["azurerm_linux_function_app", restricted("<unknown>"), "unknown"],
  ["azurerm_container_group", {}, "yes"],
  ["azurerm_container_group", { ip_address_type: "Private" }, "no"],
  ["azurerm_container_app", { ingress: [{ external_enabled: true }] }, "yes"],
  ["azurerm_container_app", {}, "no"],
  ["azurerm_container_app", { ingress: "<unknown>" }, "unknown"],
])("%s with %p: %s", (type, values, expected) => {
  expect(verdictOn(planned(`${type}.a`, { ...values }))).toBe(expected);
});

test("azureServicePart() knows the images that run", () => {
  const group = planned("azurerm_container_group.g", { container: [{ image: "ghcr.io/acme/g:1" }] });
  const app = planned("azurerm_linux_web_app.a", {
    site_config: [{ application_stack: [{ docker_image_name: "acme/a:1" }] }],
  });
  expect(azureServicePart(sceneFrom(group, app)).targets.flatMap(({ images }) => images)).toEqual([
    "acme/a:1",
    "ghcr.io/acme/g:1",
  ]);
});
