import { expect, test } from "bun:test";
import { checks } from "../../src/assess/posture/checks/index.ts";
import { judge } from "../../src/assess/posture/judge.ts";
import { deployTopics, topicIds } from "../../src/stages/deploy-topics.ts";
import { resourcesOf, type WrittenResource } from "../support/posture-case.ts";

function topicsOf(written: readonly WrittenResource[]) {
  const { results } = judge(resourcesOf(written), checks);
  const byId = new Map(checks.map((check) => [check.id, check]));
  return deployTopics(results, (id) => {
    const check = byId.get(id);
    if (check === undefined) throw new RangeError(id);
    return check;
  });
}

test("topics name checks that there are", () => {
  const ids = new Set(checks.map(({ id }) => id));
  expect(topicIds.filter((id) => !ids.has(id))).toEqual([]);
});

test("a topic is failed, open, held, or not evaluated", () => {
  const written = [
    { type: "aws_ebs_volume", name: "plain", values: { encrypted: false } },
    { type: "aws_ebs_volume", name: "open", values: { encrypted: "<unknown>" } },
    {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: "p" },
      spec: { containers: [{ name: "a", image: `a@sha256:${"0".repeat(64)}` }] },
    },
  ];
  expect(topicsOf(written)).toMatchObject({
    encryption_gaps: { result: "fail", failed: ["aws_ebs_volume.plain"], unknown: ["aws_ebs_volume.open"] },
    privileged_containers: { result: "pass", failed: [] },
    public_buckets: { result: "not_evaluated" },
  });
});
