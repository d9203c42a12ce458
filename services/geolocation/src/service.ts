import { serviceContracts } from "@loconomy/contracts";
import type { RequestContext, Service, ServiceDependencies } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { loadGazetteer } from "./gazetteer.ts";
import { findCities } from "./operations/find-cities.ts";
import { listHolidays } from "./operations/list-holidays.ts";
import { reversePlace } from "./operations/reverse-place.ts";
import { searchPlaces } from "./operations/search-places.ts";
import { createProminent } from "./prominent.ts";

const os = implement(serviceContracts.geolocation).$context<RequestContext>();

/** Places by name, and names by place, from a gazetteer that ships with the product. Needs no database and calls nobody. */
export const createGeolocation = (_deps: ServiceDependencies): Service => {
  const gazetteer = loadGazetteer();
  const findProminent = createProminent(gazetteer);
  const router = {
    searchPlaces: os.searchPlaces.handler(({ input }) => searchPlaces(gazetteer, input)),
    listHolidays: os.listHolidays.handler(({ input }) => listHolidays(input)),
    reversePlace: os.reversePlace.handler(({ input }) => reversePlace(gazetteer, input)),
  };
  const internal = {
    findCities: os.findCities.handler(({ context, input }) =>
      findCities(findProminent, context.actor, input),
    ),
  };
  return {
    router,
    internalRouter: { ...router, ...internal },
    consumers: [],
    jobs: {},
    recurring: [],
  };
};
