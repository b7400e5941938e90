import type { Format } from "../../format.ts";
import { kubernetesJson } from "./kubernetes-json.ts";
import { kubernetesYaml } from "./kubernetes-yaml.ts";
import { terraformPlan } from "./terraform-plan.ts";

/** Formats of what is to be deployed, most specific first. */
export const iacFormats: readonly Format[] = [terraformPlan, kubernetesYaml, kubernetesJson];
