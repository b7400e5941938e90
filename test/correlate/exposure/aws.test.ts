import { expect, test } from "bun:test";
import { awsPart } from "../../../src/correlate/exposure/aws.ts";
import { planned, sceneFrom } from "../../support/exposure.ts";

test("awsPart() has a target for each thing that can be exposed, and none for others", () => {
  const types = [
    "aws_instance",
    "aws_autoscaling_group",
    "aws_ecs_service",
    "aws_apprunner_service",
    "aws_lambda_function",
    "aws_s3_bucket",
    "aws_db_instance",
    "aws_eks_cluster",
    "aws_subnet",
    "aws_lb",
  ];
  const { targets } = awsPart(sceneFrom(...types.map((type) => planned(`${type}.x`))));
  expect(targets.map(({ kind }) => kind)).toEqual([
    "instance",
    "instance",
    "workload",
    "workload",
    "function",
    "bucket",
    "database",
    "cluster",
  ]);
});
