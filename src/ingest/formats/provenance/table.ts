import type { Format } from "../../format.ts";
import { dsseEnvelope } from "./dsse-envelope.ts";
import { inTotoStatement } from "./in-toto-statement.ts";
import { sigstoreBundle } from "./sigstore-bundle.ts";

/** Formats of attestations, those that wrap others first. */
export const provenanceFormats: readonly Format[] = [sigstoreBundle, dsseEnvelope, inTotoStatement];
