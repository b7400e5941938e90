/** SHA-256 of families.txt; written by scripts/families.ts, checked at every use. */
export const familiesSha256 = "3f6c728017082aaa04f166bcbc825997cc0c3e02ab90a4830355e7e5a2032f73";
