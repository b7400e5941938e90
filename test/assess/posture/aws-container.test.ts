import { expect, test } from "bun:test";
import {
  containersAt,
  hasPlainSecret,
  isTrue,
  isUnpinned,
  judgeContainers,
  plainSecretAt,
} from "../../../src/assess/posture/aws-container.ts";
import { deploymentOf } from "../../../src/domain/deployment.ts";
import { sensitiveValue, unknownValue } from "../../../src/domain/resource.ts";
import { resourcesOf } from "../../support/posture-case.ts";

test.each<[unknown, number | undefined]>([
  ['[{"name":"a"},{"name":"b"}]', 2],
  ['{"image":"a"}', 1],
  [undefined, 0],
  [unknownValue, undefined],
  [sensitiveValue, undefined],
  ["[1]", undefined],
  ["{", undefined],
  [7, undefined],
])("containersAt() %#", (value, expected) => {
  expect(containersAt(Object({ text: value }), "text")?.length).toBe(expected as 0);
});

test("judgeContainers() names the container, and repeats no value of its environment", () => {
  const environment = [{ name: "DB_PASSWORD", value: "correct horse battery" }];
  const written = JSON.stringify([{ name: "web" }, { name: "app", environment }]);
  const resources = resourcesOf([{ type: "aws_ecs_task_definition", values: { container_definitions: written } }]);
  const [task] = resources;
  const judgement = task && judgeContainers("container_definitions", hasPlainSecret)(task, deploymentOf(resources));
  expect(judgement).toMatchObject({ status: "fail", at: "container_definitions[app]" });
  expect(judgement?.found).toContain("DB_PASSWORD");
  expect(judgement?.found).not.toContain("horse");
});

test.each([
  [`nginx@sha256:${"0".repeat(64)}`, false],
  ["registry:5000/app", true],
  ["nginx:1.27.3", true],
  ["", false],
])("isUnpinned() %s", (image, expected) => {
  expect(isUnpinned({ image }) !== undefined).toBe(expected);
});

test("plainSecretAt() is in doubt about hidden mappings", () => {
  expect(plainSecretAt({ variables: unknownValue }, "variables").isThere).toBeUndefined();
  expect(plainSecretAt({ variables: { STAGE: "prod" } }, "variables").isThere).toBe(false);
});

test("isTrue() takes the word too", () => {
  expect([isTrue({ on: true }, "on"), isTrue({ on: "true" }, "on"), isTrue({ on: 1 }, "on"), isTrue({}, "on")]).toEqual(
    [true, true, false, false],
  );
});
