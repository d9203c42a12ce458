import { cache } from "react";
import { orNotFound } from "../../api/errors.ts";
import { publicApi } from "../../api/server.ts";

/** The facts of a page about a category, a city, or both, the same for everybody; shows the not-found page where nobody is. */
export const loadLanding = cache(async (category: string | undefined, city: string | undefined) =>
  publicApi().search.getLanding({ category, city }).catch(orNotFound("/services")),
);
