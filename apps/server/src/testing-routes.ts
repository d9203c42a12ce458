import { contract } from "@loconomy/contracts";

export interface RouteOfContract {
  /** `bookings.getBooking` */
  name: string;
  method: string;
  /** `/bookings/{id}`, below `/api/v1`. */
  path: string;
}

interface Procedure {
  "~orpc": { route: { method?: string; path?: string } };
}

/** Every route of the public API, in the order of the contract. */
export const allRoutes = (): RouteOfContract[] =>
  Object.entries(contract).flatMap(([service, procedures]) =>
    Object.entries(procedures as Record<string, Procedure>).map(([name, procedure]) => {
      const { method = "POST", path = "/" } = procedure["~orpc"].route;
      return { name: `${service}.${name}`, method, path };
    }),
  );
