import type { DistanceUnit, SearchWidening } from "@loconomy/contracts";
import { formatDay } from "@loconomy/ui";
import { distanceText } from "../shell/distance-text.ts";
import type { SearchState } from "./read-search-state.ts";
import { searchHref, withoutFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface WayOn {
  label: string;
  href: string;
}

const texts = discoverTexts.empty;

const labelOf = ({ change, to, found }: SearchWidening, unit: DistanceUnit): string => {
  if (change === "radiusKm") return texts.within(found, distanceText(Number(to) * 1000, unit));
  if (change === "time" && to !== null) return texts.onDay(found, formatDay(String(to), "UTC"));
  if (change === "filters" && typeof to === "number")
    return texts.withinUnfiltered(found, distanceText(to * 1000, unit));
  return texts.without[change](found);
};

/** A day stands for all that was said about the time. */
const changesOf = (state: SearchState, { change, to }: SearchWidening): Partial<SearchState> => {
  if (change === "time")
    return {
      date: to === null ? undefined : String(to),
      partOfDay: undefined,
      time: undefined,
      durationMinutes: undefined,
    };
  if (change === "filters")
    return {
      ...withoutFilters(state),
      ...(typeof to === "string" ? { box: to } : { radiusKm: to ?? state.radiusKm }),
    };
  return { [change]: to ?? undefined };
};

/** What the server says would bring results, each as a link that says how many. */
export const waysOn = (state: SearchState, widen: SearchWidening[], unit: DistanceUnit): WayOn[] =>
  widen.map((way) => ({
    label: labelOf(way, unit),
    href: searchHref(state, changesOf(state, way)),
  }));
