import { parseBox } from "@loconomy/contracts";
import { formatDistance } from "@loconomy/ui";
import { areaText, widerArea } from "../map/map-area.ts";
import type { SearchState } from "./read-search-state.ts";
import { activeFilters, searchHref, withoutFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

export interface WayOn {
  label: string;
  href: string;
}

const defaultRadiusKm = 25;
const radii = [50, 100, 200];

/** The next larger circle; null when there is none. */
export const widerRadius = (radiusKm: number = defaultRadiusKm): number | null =>
  radii.find((radius) => radius > radiusKm) ?? null;

/** What to do about a search that found nothing: look farther, drop the filters one by one or all, drop the words. Likeliest first. */
export const waysOn = (state: SearchState): WayOn[] => {
  const texts = discoverTexts.empty;
  const ways: WayOn[] = [];
  const filters = activeFilters(state);
  for (const name of filters)
    ways.push({ label: texts.drop[name], href: searchHref(state, { [name]: undefined }) });
  if (filters.length > 1)
    ways.push({ label: texts.dropAll, href: searchHref(withoutFilters(state)) });
  const wider = widerRadius(state.radiusKm);
  if (state.box !== undefined)
    ways.push({
      label: texts.widerArea,
      href: searchHref(state, { box: areaText(widerArea(parseBox(state.box))) }),
    });
  else if (wider)
    ways.push({
      label: texts.wider(formatDistance(wider * 1000)),
      href: searchHref(state, { radiusKm: wider }),
    });
  if (state.q || state.category)
    ways.push({
      label: texts.anyService,
      href: searchHref(state, { q: undefined, category: undefined }),
    });
  return ways;
};
