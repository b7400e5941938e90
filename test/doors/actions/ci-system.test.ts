import { describe, expect, test } from "bun:test";
import { ciCommit, ciRunId, isCommit } from "../../../src/doors/actions/ci-system.ts";
import { fakeRuntime } from "../../support/runtime.ts";
import { commit } from "../../support/stages.ts";

describe("a build server tells its run and commit", () => {
  test.each([
    [{ GITHUB_ACTIONS: "true", GITHUB_RUN_ID: "42", GITHUB_SHA: commit }, "github-42"],
    [{ GITLAB_CI: "true", CI_PIPELINE_ID: "42", CI_COMMIT_SHA: commit }, "gitlab-42"],
    [{ TF_BUILD: "True", BUILD_BUILDID: "42", BUILD_SOURCEVERSION: commit }, "azure-42"],
    [{ CIRCLECI: "true", CIRCLE_WORKFLOW_ID: "a-b", CIRCLE_SHA1: commit }, "circleci-a-b"],
    [{ BUILDKITE: "true", BUILDKITE_BUILD_ID: "a-b", BUILDKITE_COMMIT: commit }, "buildkite-a-b"],
    [
      { BITBUCKET_BUILD_NUMBER: "7", BITBUCKET_PIPELINE_UUID: "{a-b}", BITBUCKET_COMMIT: commit.toUpperCase() },
      "bitbucket-a-b",
    ],
    [{ JENKINS_URL: "x", BUILD_TAG: "jenkins-shop/main-7", GIT_COMMIT: commit }, "jenkins-jenkins-shopmain-7"],
  ])("%p", (environment, run) => {
    const runtime = fakeRuntime({ environment });
    expect([ciRunId(runtime), ciCommit(runtime)]).toEqual([run, commit]);
  });

  test("and nothing outside of one, or when it does not say", () => {
    for (const environment of [{}, { GITHUB_RUN_ID: "42" }, { GITHUB_ACTIONS: "true", GITHUB_SHA: "main" }]) {
      const runtime = fakeRuntime({ environment });
      expect([ciRunId(runtime), ciCommit(runtime)]).toEqual([undefined, undefined]);
    }
  });
});

test.each([
  ["0".repeat(40), true],
  ["F".repeat(64), true],
  ["0".repeat(41), false],
  ["HEAD", false],
])("%s is a commit: %p", (text, expected) => {
  expect(isCommit(text)).toBe(expected);
});
