import type { Runtime } from "../../domain/runtime.ts";

/** A build server, known by a variable that only it sets, and where it tells the id of its run and the commit. */
type CiSystem = {
  readonly name: string;
  readonly sign: string;
  /** Same for all jobs of one pipeline. */
  readonly run: string;
  readonly commit: string;
};

/**
 * Variables as the vendors document them: GitHub "Default environment variables", GitLab "Predefined CI/CD variables",
 * Azure "Predefined variables", CircleCI "Built-in environment variables", Buildkite "Environment variables",
 * Bitbucket "Variables and secrets", Jenkins "Using environment variables" with the Git plugin.
 */
const systems: readonly CiSystem[] = [
  { name: "github", sign: "GITHUB_ACTIONS", run: "GITHUB_RUN_ID", commit: "GITHUB_SHA" },
  { name: "gitlab", sign: "GITLAB_CI", run: "CI_PIPELINE_ID", commit: "CI_COMMIT_SHA" },
  { name: "azure", sign: "TF_BUILD", run: "BUILD_BUILDID", commit: "BUILD_SOURCEVERSION" },
  { name: "circleci", sign: "CIRCLECI", run: "CIRCLE_WORKFLOW_ID", commit: "CIRCLE_SHA1" },
  { name: "buildkite", sign: "BUILDKITE", run: "BUILDKITE_BUILD_ID", commit: "BUILDKITE_COMMIT" },
  { name: "bitbucket", sign: "BITBUCKET_BUILD_NUMBER", run: "BITBUCKET_PIPELINE_UUID", commit: "BITBUCKET_COMMIT" },
  { name: "jenkins", sign: "JENKINS_URL", run: "BUILD_TAG", commit: "GIT_COMMIT" },
];

/** `github-1234567890`: the run of the build server that this process is part of; undefined outside of one. */
export function ciRunId(runtime: Runtime): string | undefined {
  const system = systemOf(runtime);
  const id = system && runtime.environment(system.run)?.replaceAll(/[^A-Za-z0-9._-]/g, "");
  return system === undefined || id === undefined || id === "" ? undefined : `${system.name}-${id}`;
}

/** The commit that the build server builds; undefined outside of one, and for what is no Git object id. */
export function ciCommit(runtime: Runtime): string | undefined {
  const system = systemOf(runtime);
  const commit = system && runtime.environment(system.commit);
  return commit !== undefined && isCommit(commit) ? commit.toLowerCase() : undefined;
}

/** A whole Git object id, SHA-1 or SHA-256. */
export function isCommit(text: string): boolean {
  return /^(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(text);
}

function systemOf(runtime: Runtime): CiSystem | undefined {
  return systems.find(({ sign }) => runtime.environment(sign) !== undefined);
}
