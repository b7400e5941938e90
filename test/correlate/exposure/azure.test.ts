import { expect, test } from "bun:test";
import { azurePart } from "../../../src/correlate/exposure/azure.ts";
import { planned, sceneFrom } from "../../support/exposure.ts";

test("azurePart() has a target for each thing that can be exposed, and none for others", () => {
  const types = [
    "azurerm_linux_virtual_machine",
    "azurerm_container_group",
    "azurerm_function_app",
    "azurerm_storage_account",
    "azurerm_mssql_server",
    "azurerm_kubernetes_cluster",
    "azurerm_lb",
  ];
  const { targets } = azurePart(sceneFrom(...types.map((type) => planned(`${type}.x`))));
  expect(targets.map(({ kind }) => kind)).toEqual([
    "instance",
    "workload",
    "function",
    "bucket",
    "database",
    "cluster",
  ]);
});
