import { z } from "zod";

/** Texts and numbers that are kept as text. */
const label = z.union([z.string(), z.number()]).nullish();
const word = z.string().nullish();
const words = z.union([z.string(), z.array(z.string())]).nullish();
const answer = z.union([z.string(), z.boolean()]).nullish();

/** The facts of one application or component (DESIGN §10), each with the other names that it has in the field. */
const facts = {
  criticality: word,
  business_criticality: word,
  customer_impact: word,
  environment: z.union([z.string(), z.object({ type: word })]).nullish(),
  data_sensitivity: words,
  data_classification: words,
  internet_exposed: answer,
  internet_facing: answer,
  users: label,
  regulations: words,
  owner: label,
  sla: label,
  sla_tier: label,
};

/** A context as it is written; keys that are not listed here are left out. */
export const contextSchema = z.object({
  ...facts,
  application: z.union([z.string(), z.object({ name: word })]).nullish(),
  app_name: word,
  business_context: z.object(facts).nullish(),
  compliance: z.object({ frameworks: words }).nullish(),
  components: z.array(z.object({ ...facts, name: z.string().trim().min(1) })).nullish(),
  ssvc: z.record(z.string(), z.union([z.string(), z.boolean(), z.number()])).nullish(),
});

export type WireContext = z.infer<typeof contextSchema>;

/** What a context, its `business_context` and each of its components may say. */
export const factsSchema = z.object(facts);

export type WireFacts = z.infer<typeof factsSchema>;
