import { describe, expect, test } from "bun:test";
import { postureOptions } from "../../src/assess/posture/options.ts";
import { postureAssessor } from "../../src/assess/posture.ts";
import { inputFile, model } from "../support/build.ts";
import { resourcesOf, type WrittenResource } from "../support/posture-case.ts";

const options = postureOptions.parse({});

function assess(written: readonly WrittenResource[], over = options) {
  const { section, results } = postureAssessor.assess(model({ resources: resourcesOf(written) }), over);
  return { section, statuses: Object.fromEntries(results.map((one) => [one.rule, one.status])), results };
}

const open = { type: "aws_ebs_volume", name: "open", values: { encrypted: false } };

describe("posture", () => {
  test("says what fails, where, and what to do", () => {
    const { section, statuses, results } = assess([open]);
    expect(statuses).toMatchObject({
      "posture/failures": "fail",
      "posture/coverage": "pass",
      "posture/unknown": "pass",
    });
    expect(section).toMatchObject({
      status: "evaluated",
      resource_count: 1,
      failures: expect.arrayContaining([
        expect.objectContaining({
          check: "aws-ebs/volume-encrypted",
          resource: "aws_ebs_volume.open",
          fix: "set encrypted = true",
        }),
      ]),
    });
    expect(results[0]?.evidence).toContainEqual(
      expect.objectContaining({ id: "aws-ebs/volume-encrypted aws_ebs_volume.open", fix: "set encrypted = true" }),
    );
  });

  test.each([
    [
      "what was found",
      { type: "azurerm_storage_container", name: "c", values: { container_access_type: "blob" } },
      "azure-storage/container-private (critical) on azurerm_storage_container.c: container_access_type is blob, at container_access_type",
    ],
    [
      "what is not so, where nothing more was found",
      { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding", metadata: { name: "everything" } },
      /^k8s-rbac-binding\/\S+ \(high\) on ClusterRoleBinding\/everything: not so: [A-Z].*, at roleRef\.name$/,
    ],
    [
      "what is not known",
      { type: "azurerm_storage_container", name: "c", values: { container_access_type: "<unknown>" } },
      /: not known: [A-Z][^,]*, at container_access_type$/,
    ],
  ])("says on one line %s", (_, written, wanted) => {
    const bound = {
      ...written,
      roleRef: { kind: "ClusterRole", name: "cluster-admin" },
      subjects: [{ kind: "User", name: "u" }],
    };
    const { results } = assess(["kind" in written ? bound : written]);
    const texts = results.flatMap(({ evidence }) => evidence.map(({ what }) => what));
    expect(texts).toContainEqual(typeof wanted === "string" ? wanted : expect.stringMatching(wanted));
  });

  test("below the limit is a weakness", () => {
    const { statuses } = assess([open], postureOptions.parse({ fail_on: "critical", warn_on: "high" }));
    expect(statuses).toMatchObject({ "posture/failures": "pass", "posture/weaknesses": "fail" });
  });

  test("of what the plan does not tell is a doubt", () => {
    const { statuses } = assess([{ ...open, values: { encrypted: "<unknown>" } }]);
    expect(statuses).toMatchObject({ "posture/failures": "pass", "posture/unknown": "unknown" });
  });

  test("of resources that no check knows is a doubt; of what is only deleted it is none", () => {
    expect(assess([{ type: "github_branch" }])).toMatchObject({
      section: { not_judged_by_type: { github_branch: 1 }, judged: 0 },
      statuses: { "posture/coverage": "unknown" },
    });
    expect(assess([{ ...open, action: "delete" }])).toMatchObject({
      section: { not_deployed: 1 },
      statuses: { "posture/coverage": "pass", "posture/failures": "pass" },
    });
  });

  test("without a plan is not evaluated, and an empty one is told from none", () => {
    expect(assess([]).section).toMatchObject({
      status: "not_evaluated",
      why: "no Terraform plan or Kubernetes manifest",
    });
    const inputs = [inputFile({ kinds: ["tfplan"] })];
    expect(postureAssessor.assess(model({ inputs }), options).section["why"]).toContain("hold no resource");
  });
});
