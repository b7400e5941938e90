import { expect, test } from "bun:test";
import { googlePart } from "../../../src/correlate/exposure/google.ts";
import { planned, sceneFrom } from "../../support/exposure.ts";

test("googlePart() has a target for each thing that can be exposed, and none for others", () => {
  const types = [
    "google_compute_instance",
    "google_cloud_run_service",
    "google_cloudfunctions2_function",
    "google_storage_bucket",
    "google_sql_database_instance",
    "google_container_cluster",
    "google_compute_network",
  ];
  const { targets } = googlePart(sceneFrom(...types.map((type) => planned(`${type}.x`))));
  expect(targets.map(({ kind }) => kind)).toEqual([
    "instance",
    "workload",
    "function",
    "bucket",
    "database",
    "cluster",
  ]);
});
