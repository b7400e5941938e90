import type { Format } from "../../format.ts";
import { clover } from "./clover.ts";
import { cobertura } from "./cobertura.ts";
import { goCover } from "./go-cover.ts";
import { jacoco } from "./jacoco.ts";
import { junit } from "./junit.ts";
import { lcov } from "./lcov.ts";

/** Formats of test and coverage reports, most specific first. */
export const testsFormats: readonly Format[] = [junit, cobertura, clover, jacoco, lcov, goCover];
