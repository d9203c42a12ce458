import type { SearchWidening } from "@loconomy/contracts";
import { formatDay, formatDistance } from "@loconomy/ui";
import type { SearchState } from "./read-search-state.ts";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface WayOn {
  label: string;
  href: string;
}

const texts = discoverTexts.empty;

const labelOf = ({ change, to, found }: SearchWidening): string => {
  if (change === "radiusKm") return texts.within(found, formatDistance(Number(to) * 1000));
  if (change === "time" && to !== null) return texts.onDay(found, formatDay(String(to), "UTC"));
  if (change === "q" && to !== null) return texts.words(found, String(to));
  return texts.without[change](found);
};

/** A day stands for all that was said about the time. */
const changesOf = ({ change, to }: SearchWidening): Partial<SearchState> =>
  change === "time"
    ? {
        date: to === null ? undefined : String(to),
        partOfDay: undefined,
        durationMinutes: undefined,
      }
    : { [change]: to ?? undefined };

/** What the server says would bring results, each as a link that says how many. */
export const waysOn = (state: SearchState, widen: SearchWidening[]): WayOn[] =>
  widen.map((way) => ({ label: labelOf(way), href: searchHref(state, changesOf(way)) }));
