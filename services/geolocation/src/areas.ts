import { createRequire } from "node:module";
import type { Cities } from "./cities.ts";
import { fold } from "./fold.ts";
import { REGION_NAMES } from "./region-names.ts";

/** Languages in which people name countries to us. */
const COUNTRY_LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl"];
const COUNTRY_ALIASES: Record<string, string[]> = {
  US: ["usa", "america", "united states of america"],
  GB: ["uk", "great britain", "britain"],
  AE: ["uae"],
};

/** The regions and countries that a word after a comma can mean, by position in the gazetteer's lists. */
export interface AreaMatch {
  regions: ReadonlySet<number>;
  countries: ReadonlySet<number>;
}

export interface Areas {
  /** "United States"; the code itself when the name is unknown. */
  countryName(country: number): string;
  /** "TX", "Bavaria"; null where regions are not part of how people name places. */
  regionName(region: number): string | null;
  /** What `words` (folded) can mean: a code, a name, or (not `exactly`) the beginning of a name. Null when nothing. */
  match(words: string, exactly: boolean): AreaMatch | null;
}

interface Named {
  names: string[];
  codes: string[];
}

/** Regions and countries of the gazetteer with the names people use for them. */
export const createAreas = ({
  countryCodes,
  regionCodes,
}: Pick<Cities, "countryCodes" | "regionCodes">): Areas => {
  const displays = COUNTRY_LANGUAGES.map(
    (language) => new Intl.DisplayNames([language], { type: "region" }),
  );
  const countries = countryCodes.map((code): Named => ({
    names: [
      ...displays.map((display) => fold(display.of(code) ?? code)),
      ...(COUNTRY_ALIASES[code] ?? []),
    ],
    codes: [code.toLowerCase()],
  }));
  // Asking `Intl` costs more than finding the nearest of all cities.
  const countryNames = countryCodes.map((code) => displays[0]?.of(code) ?? code);
  const states = stateNames();
  const labels: Array<string | null> = [];
  const regions = regionCodes.map((full, id): Named => {
    const [country = "", code = ""] = full.split(".");
    const known =
      country === "US" && states.has(code)
        ? [code, states.get(code)!]
        : (REGION_NAMES[country]?.[code]?.split("|") ?? []);
    labels[id] = known[0] ?? null;
    return { names: known.map(fold), codes: /^[A-Z]{2,3}$/.test(code) ? [code.toLowerCase()] : [] };
  });

  const findRegions = createFinder(regions);
  const findCountries = createFinder(countries);
  return {
    countryName: (country) => countryNames[country]!,
    regionName: (region) => labels[region] ?? null,
    match: (words, exactly) => {
      const match = {
        regions: findRegions(words, exactly),
        countries: findCountries(words, exactly),
      };
      return match.regions.size + match.countries.size > 0 ? match : null;
    },
  };
};

/** Finds by code or name, or (not `exactly`) by the beginning of a name; answers positions in `list`. */
const createFinder = (list: readonly Named[]) => {
  const byName = list
    .flatMap(({ names }, id) => names.map((name) => ({ name, id })))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const byCode = Map.groupBy(
    list.flatMap(({ codes }, id) => codes.map((code) => ({ code, id }))),
    ({ code }) => code,
  );
  const firstFrom = (words: string): number => {
    let low = 0;
    let high = byName.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byName[middle]!.name < words) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (words: string, exactly: boolean): Set<number> => {
    const found = new Set(byCode.get(words)?.map(({ id }) => id));
    for (let at = firstFrom(words); at < byName.length; at++) {
      const { name, id } = byName[at]!;
      if (exactly ? name !== words : !name.startsWith(words)) break;
      found.add(id);
    }
    return found;
  };
};

/** "TX" → "Texas". */
const stateNames = (): Map<string, string> => {
  const { abbr } = createRequire(import.meta.url)("zipcodes/lib/states.js") as {
    abbr: Record<string, string>;
  };
  return new Map(Object.entries(abbr));
};
