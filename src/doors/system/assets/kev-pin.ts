/** SHA-256 of kev.txt; written by scripts/intel.ts, checked at every use. */
export const kevSha256 = "e3186185fc70e3c6f6a0277a894d05abaa40ffb081b928c7d61f837fe162824c";
