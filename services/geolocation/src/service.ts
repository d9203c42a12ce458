import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext, Service, ServiceDependencies } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { loadGazetteer } from "./gazetteer.ts";
import { listHolidays } from "./operations/list-holidays.ts";
import { reversePlace } from "./operations/reverse-place.ts";
import { searchPlaces } from "./operations/search-places.ts";

const os = implement(serviceContracts.geolocation).$context<RequestContext>();

/** Places by name, and names by place, from a gazetteer that ships with the product. Needs no database and calls nobody. */
export const createGeolocation = (_deps: ServiceDependencies): Service => {
  const gazetteer = loadGazetteer();
  const router = os.router({
    searchPlaces: os.searchPlaces.handler(({ input }) => searchPlaces(gazetteer, input)),
    listHolidays: os.listHolidays.handler(({ input }) => listHolidays(input)),
    reversePlace: os.reversePlace.handler(({ input }) => reversePlace(gazetteer, input)),
  });
  return { router, internalRouter: router, consumers: [], jobs: {}, recurring: [] };
};
