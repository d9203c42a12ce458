import type { City, Position } from "@loconomy/contracts";
import { systemClock, type Db } from "@loconomy/kit";
import {
  findStaleCities,
  findUnplaced,
  forgetUnlisted,
  placeProviders,
  refreshCity,
} from "../landing-store.ts";

const PLACED_AT_ONCE = 500;

/**
 * Brings what is told of each city to what is in the index: new and moved providers get their city, then every city in which
 * something changed is made anew, one statement each. What has not changed keeps the time of its last change.
 */
export const refreshLandings = async (
  db: Db,
  findCities: (positions: Position[]) => Promise<Array<City | null>>,
): Promise<void> => {
  for (;;) {
    const rows = await findUnplaced(db, PLACED_AT_ONCE);
    if (rows.length === 0) break;
    const cities = await findCities(rows.map(({ lat, lng }) => ({ lat, lng })));
    await placeProviders(
      db,
      rows.map((row, index) => ({ ...row, city: cities[index] ?? null })),
    );
  }
  await forgetUnlisted(db);
  for (const cityId of await findStaleCities(db)) {
    // Like the index' own time it is the machine's: a demo's clock may be turned back.
    await refreshCity(db, cityId, systemClock.now());
  }
};
