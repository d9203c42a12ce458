import type { NamesFrom } from "./names.ts";
import type { Random } from "./prng.ts";

/** What people speak where they live, the commonest first. */
const SPOKEN: Record<NamesFrom, readonly string[]> = {
  us: ["en"],
  ca: ["en"],
  gb: ["en"],
  ie: ["en"],
  au: ["en"],
  nz: ["en"],
  de: ["de"],
  fr: ["fr"],
  es: ["es"],
  pt: ["pt"],
  it: ["it"],
  nl: ["nl"],
  nordic: ["sv"],
  pl: ["pl"],
  gr: ["el"],
  tr: ["tr"],
  gulf: ["ar", "en"],
  in: ["en", "hi"],
  np: ["ne"],
  sg: ["en", "zh"],
  jp: ["ja"],
  za: ["en"],
  ke: ["en", "sw"],
};
/** What some speak besides. */
const BESIDES = ["es", "fr", "zh", "pt", "ar", "de", "pl", "vi", "hi", "it"];

/** The languages of a business; most abroad speak some English too. */
export const languagesOf = (random: Random, names: NamesFrom): string[] => {
  const spoken = new Set(SPOKEN[names]);
  if (random.chance(0.7)) spoken.add("en");
  if (random.chance(names === "us" ? 0.35 : 0.2)) spoken.add(random.pick(BESIDES));
  return [...spoken];
};
