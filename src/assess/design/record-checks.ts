import { type Answer, answered, both, either } from "./answers.ts";
import type { DesignCheck } from "./check.ts";
import type { ComponentFacts } from "./facts.ts";
import { isCritical, isMarked, isOnInternet, isReached } from "./questions.ts";
import { isSensitive } from "./stores.ts";

/** What a design has to say so that it can be judged. A failure is a gap in the record: it adds no risk and does not score. */
export const recordChecks: readonly DesignCheck[] = [
  {
    id: "design/exposure-stated",
    stride: "information_disclosure",
    title: "the design says who reaches it",
    severity: "medium",
    about: "record",
    applies: () => "yes",
    holds: ({ exposure = "unknown" }) => answered(exposure !== "unknown"),
    fails: "the design does not say who reaches it",
    spared: "",
    wants: "who reaches it",
    fix: "fill in exposure: internet, partner, internal or none",
    references: [],
  },
  {
    id: "design/data-classification-stated",
    stride: "information_disclosure",
    title: "the design says which data it holds",
    severity: "medium",
    about: "record",
    applies: () => "yes",
    holds: ({ dataClasses }) => answered(dataClasses.some((one) => one !== "unknown")),
    fails: "the design does not say which data it holds",
    spared: "",
    wants: "which data it holds",
    fix: "fill in data_classification: public, internal, confidential, restricted, pii, phi or pci",
    references: [],
  },
  {
    id: "design/authentication-stated",
    stride: "spoofing",
    title: "the design says whether it asks who is calling",
    severity: "medium",
    about: "record",
    applies: isReached,
    holds: ({ authentication = "unknown" }) => answered(authentication !== "unknown"),
    fails: "the design does not say whether it asks who is calling",
    spared: "nothing reaches it",
    wants: "who reaches it and whether it asks who is calling",
    fix: "fill in authentication: yes or no",
    references: [],
  },
  {
    id: "design/owner-stated",
    stride: "repudiation",
    title: "the design names an owner",
    severity: "low",
    about: "record",
    applies: (one) => answered(isCritical(one) !== "yes"),
    holds: ({ owner }) => answered(owner !== undefined),
    fails: "the design names no owner",
    spared: "it is critical: design/critical-owner asks",
    wants: "who owns it",
    fix: "fill in owner: the team that answers for it",
    references: [],
  },
  {
    id: "design/criticality-stated",
    stride: "denial_of_service",
    title: "the design says how critical it is",
    severity: "low",
    about: "record",
    applies: () => "yes",
    holds: ({ criticality = "unknown" }) => answered(criticality !== "unknown"),
    fails: "the design does not say how critical it is",
    spared: "",
    wants: "how critical it is",
    fix: "fill in criticality: mission_critical, high, medium or low",
    references: [],
  },
  {
    id: "design/boundary-stated",
    stride: "elevation_of_privilege",
    title: "what is exposed or sensitive stands in a named trust boundary",
    severity: "low",
    about: "record",
    applies: (one) => either(isOnInternet(one), isSensitive(one)),
    holds: ({ trustBoundary }) => answered(trustBoundary !== undefined),
    fails: "the design names no trust boundary for it",
    spared: "it is neither on the internet nor sensitive",
    wants: "whether it is exposed or sensitive",
    fix: "fill in trust_boundary",
    references: [],
  },
  {
    id: "design/words-known",
    stride: "information_disclosure",
    title: "the design uses words that are known",
    severity: "low",
    about: "record",
    applies: () => "yes",
    holds: (one) => answered(!hasUnknownWord(one)),
    fails: "a word of the design is not known, so that what it says is unknown",
    spared: "",
    wants: "what its words mean",
    fix: "use the words that the notices of the input list",
    references: [],
  },
  {
    id: "design/id-unique",
    stride: "spoofing",
    title: "its name makes an id of its own",
    severity: "low",
    about: "record",
    applies: () => "yes",
    holds: ({ id }, { collided }) => answered(!collided.has(id)),
    fails: "another component's name comes to the same id, so that a digest tells them apart",
    spared: "",
    wants: "whether its id is its own",
    fix: "give the two components names that differ in more than spelling, or spell them alike when they are one",
    references: [],
  },
  {
    id: "design/descriptions-agree",
    stride: "tampering",
    title: "all designs say the same of it",
    severity: "medium",
    about: "record",
    applies: ({ designs }) => answered(designs.length > 1),
    holds: ({ designs }) =>
      answered(agree(designs.map((one) => one.exposure)) && agree(designs.map((one) => one.authentication))),
    fails: "two designs say different things of its exposure or authentication; the stricter word counts",
    spared: "one input describes it",
    wants: "what the designs say of it",
    fix: "correct the design that is out of date",
    references: [],
  },
  {
    id: "design/context-exposure",
    stride: "information_disclosure",
    title: "design and business context agree on whether the internet reaches it",
    severity: "medium",
    about: "record",
    applies: (one, { application }) =>
      answered([...one.contexts, ...application].some((context) => context.internetExposed !== undefined)),
    holds: (one, { application }) => {
      const design = ofDesigns(one);
      if (one.contexts.some((context) => differs(design, context.internetExposed))) return "no";
      // What is on the internet cannot be part of an application that is not; the reverse is common.
      if (design === "yes" && application.some((context) => context.internetExposed === "no")) return "no";
      return design === "unknown" ? "unknown" : "yes";
    },
    fails: "the business context says otherwise than the design whether the internet reaches it; the stricter counts",
    spared: "no business context says whether the internet reaches it",
    wants: "who reaches it",
    fix: "correct the one that is out of date",
    references: [],
  },
  {
    id: "design/context-data",
    stride: "information_disclosure",
    title: "the design knows of all data that the business context names",
    severity: "medium",
    about: "record",
    applies: ({ contexts }) => answered(contexts.some((context) => context.dataSensitivity.length > 0)),
    holds: ({ designs, contexts }) => {
      const known = new Set(designs.flatMap((one) => one.dataClasses));
      return answered(
        contexts.flatMap((one) => one.dataSensitivity).every((one) => one === "unknown" || known.has(one)),
      );
    },
    fails: "the business context names data that the design does not",
    spared: "no business context says which data it holds",
    wants: "which data it holds",
    fix: "add the missing class to the design",
    references: [],
  },
  {
    id: "design/context-criticality",
    stride: "denial_of_service",
    title: "design and business context agree on how critical it is",
    severity: "low",
    about: "record",
    applies: ({ contexts, designs }) =>
      both(
        answered(contexts.some((one) => one.criticality !== undefined)),
        answered(designs.some((one) => one.criticality !== undefined)),
      ),
    holds: ({ contexts, designs }) => answered(agree([...contexts, ...designs].map((one) => one.criticality))),
    fails: "the business context says otherwise than the design how critical it is; the stricter counts",
    spared: "not both say how critical it is",
    wants: "how critical it is",
    fix: "correct the one that is out of date",
    references: [],
  },
  {
    id: "design/out-of-scope",
    stride: "repudiation",
    title: "what is left out of the threat model is left out for a reason",
    severity: "medium",
    about: "record",
    applies: (one) => isMarked(one, "outofscope"),
    holds: ({ flags }) => answered(flags.has("reasonoutofscope") || flags.has("justificationoutofscope")),
    fails: "it is out of scope, and nobody says why",
    spared: "it is in scope",
    wants: "whether it is in scope",
    fix: "write down why it is out of scope, or take it in",
    references: [],
  },
];

function hasUnknownWord({ designs }: ComponentFacts): boolean {
  return designs.some((one) =>
    [one.exposure, one.authentication, one.criticality, ...one.dataClasses].includes("unknown"),
  );
}

/** Whether those that say anything say the same. */
function agree(words: readonly (string | undefined)[]): boolean {
  return new Set(words.filter((word) => word !== undefined && word !== "unknown")).size < 2;
}

/** What the designs alone say of the internet, before a business context made it stricter. */
function ofDesigns({ designs }: ComponentFacts): Answer {
  const said = designs.flatMap((one) => one.exposure ?? []);
  if (said.includes("internet")) return "yes";
  return said.length === 0 || said.includes("unknown") ? "unknown" : "no";
}

function differs(design: string, context: string | undefined): boolean {
  return (design === "yes" && context === "no") || (design === "no" && context === "yes");
}
