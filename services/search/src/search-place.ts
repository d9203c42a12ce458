import { parseBox, type Position, type SearchQuery } from "@loconomy/contracts";
import { middleOf } from "./area.ts";
import { problem, type Cache, type Clients } from "@loconomy/kit";

/** Where a search looks. */
export interface SearchPlace {
  label: string;
  position: Position;
  timeZone: string;
  /** ISO code; null at sea. */
  country: string | null;
}

/** Places do not move. */
const PLACE = { ttlMs: 600_000 };

/**
 * The place of a search: a position when one is given, the middle of a box, else the likeliest place of that name; null when
 * there is none.
 * @throws 400 when the search names none of the three, or a box beside another.
 */
export const resolvePlace = async (
  clients: Clients,
  cache: Cache,
  { near, lat, lng, box }: SearchQuery,
): Promise<SearchPlace | null> => {
  if (box !== undefined) {
    if (near || lat !== undefined || lng !== undefined)
      throw refuse("box", "must be given without near, lat and lng");
    return placeAt(clients, middleOf(parseBox(box)));
  }
  if ((lat === undefined) !== (lng === undefined))
    throw refuse(
      lat === undefined ? "lat" : "lng",
      "must be given together with the other coordinate",
    );
  if (lat !== undefined && lng !== undefined) return placeAt(clients, { lat, lng });
  if (!near) throw refuse("near", "must name a place, or give lat and lng, or a box");
  return cache.remember(`place:${near.toLowerCase()}`, PLACE, async () => {
    const { items } = await clients.geolocation.searchPlaces({ q: near, limit: 1 });
    const [place] = items;
    return place
      ? {
          label: place.label,
          position: place.position,
          timeZone: place.timeZone,
          country: place.country,
        }
      : null;
  });
};

const placeAt = async (clients: Clients, position: Position): Promise<SearchPlace> => {
  const { place, timeZone } = await clients.geolocation.reversePlace(position);
  const label = place?.label ?? `${position.lat.toFixed(3)}, ${position.lng.toFixed(3)}`;
  return { label, position, timeZone, country: place?.country ?? null };
};

const refuse = (path: string, message: string) =>
  problem("invalid_request", "Say where to look.", { errors: [{ path, message }] });
