import { z } from "zod";
import { defineAssessor, notEvaluated } from "./assessor.ts";
import { countBy } from "./count.ts";

/** The resources of plans and manifests by type. This version has no checks to hold them against. */
export const postureAssessor = defineAssessor({
  section: "posture",
  options: z.undefined(),
  rules: [],
  assess({ resources }) {
    const why = "this version has no posture checks of its own; findings of posture scanners are in sarif_summary";
    const section = notEvaluated(why);
    if (resources.length === 0) return { section, results: [] };
    const counts = { resource_count: resources.length, by_type: countBy(resources, (one) => [one.type]) };
    return { section: { ...section, ...counts }, results: [] };
  },
});
