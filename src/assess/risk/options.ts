import { z } from "zod";

/** One figure of a table: a share in [0, 1]. */
function share(value: number): z.ZodDefault<z.ZodNumber> {
  return z.number().min(0).max(1).default(value);
}

/** What every table promises, whatever its figures: more risk never lowers a score. */
const order = "A worse word counts for at least as much as each milder one.";

/**
 * How likely it is that a weakness without an EPSS score does harm before the next release. Policy, not measurement:
 * each severity is half as likely as the one above it, `info` hardly ever. What is not scored counts as `high`, so that
 * doubt does not look like safety.
 */
const likelihood = z
  .strictObject({
    critical: share(0.4),
    high: share(0.2),
    medium: share(0.1),
    low: share(0.05),
    info: share(0.01),
    unknown: share(0.2),
  })
  .prefault({})
  .describe(`Likelihood of harm by severity, for what has no EPSS score. ${order}`);

/**
 * The middle of each band of CVSS 3.1 (§5, qualitative severity rating scale), divided by ten: 9.0 to 10, 7.0 to 8.9,
 * 4.0 to 6.9, 0.1 to 3.9, 0.0. What is not scored counts as `high`.
 */
const severityImpact = z
  .strictObject({
    critical: share(0.95),
    high: share(0.8),
    medium: share(0.55),
    low: share(0.2),
    info: share(0),
    unknown: share(0.8),
  })
  .prefault({})
  .describe(`Impact by severity. ${order}`);

/** Share of the impact that stays where a component matters less. Policy; what is not stated counts whole. */
const criticality = z
  .strictObject({
    mission_critical: share(1),
    high: share(0.8),
    medium: share(0.6),
    low: share(0.4),
    unknown: share(1),
  })
  .prefault({})
  .describe(`Share of the impact that stays for a component of this criticality. ${order}`);

/** Share of the impact that stays by the data at stake; what the law or a contract protects counts whole. Policy. */
const dataClass = z
  .strictObject({
    restricted: share(1),
    pii: share(1),
    phi: share(1),
    pci: share(1),
    confidential: share(0.8),
    internal: share(0.5),
    public: share(0.3),
    unknown: share(1),
  })
  .prefault({})
  .describe(
    `Share of the impact that stays for a component with data of this class; of several, the greatest. ${order}`,
  );

/** Share of the likelihood that stays by who can reach a component. Policy; what is not stated counts whole. */
const exposure = z
  .strictObject({
    internet: share(1),
    partner: share(0.7),
    internal: share(0.4),
    none: share(0.1),
    unknown: share(1),
  })
  .prefault({})
  .describe(`Share of the likelihood that stays for a component that this audience reaches. ${order}`);

/** The overlay's `risk`: the figures that scores are made of where nothing measures them. */
export const riskOptions = z
  .strictObject({
    likelihood,
    impact: z
      .strictObject({ severity: severityImpact, criticality, data: dataClass })
      .prefault({})
      .describe("Impact of a weakness: by its severity, and what stays of it by what is at stake."),
    exposure,
    worst: z
      .int()
      .min(1)
      .max(1000)
      .default(20)
      .describe("How many factors of a score a document lists, the weightiest first; all of them are counted."),
  })
  .prefault({});

export type RiskOptions = z.output<typeof riskOptions>;
