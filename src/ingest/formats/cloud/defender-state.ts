import type { PostureSink } from "../vulnerabilities/posture-sink.ts";
import { gone, open, type Standing, setAside, undecided } from "./cloud-finding.ts";

/**
 * `status.code` of an assessment (Microsoft.Security 2020-01-01: Healthy, Unhealthy, NotApplicable) with the cause that
 * it gives. An exemption says that the check does not apply to a resource that breaks it.
 */
export function assessed(state: string | undefined, cause: string | undefined): Standing {
  const word = state?.toLowerCase();
  if (word === "healthy") return gone(passed);
  if (word === "unhealthy") return open;
  if (word !== "notapplicable") return undecided("its state is none that is known");
  return cause !== undefined && /exempt/i.test(cause) ? setAside("exemption", cause) : gone("the check does not apply");
}

const passed = "the check passed";

/** Nothing passed and nothing failed: nothing was looked at. */
export function assessmentDoubts(sink: PostureSink): readonly string[] {
  const healthy = sink.notUsed.get("checks")?.get(passed) ?? 0;
  return healthy + sink.findings.length === 0 ? ["no check of the report passed or failed"] : [];
}
