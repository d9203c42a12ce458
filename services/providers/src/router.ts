import { serviceContracts } from "@loconomy/contracts";
import { requireSystem, type RequestContext } from "@loconomy/kit";
import { implement } from "@orpc/server";
import { changing } from "./cached.ts";
import { createProvider } from "./operations/create-provider.ts";
import { createService } from "./operations/create-service.ts";
import { deleteService } from "./operations/delete-service.ts";
import { getBookable } from "./operations/get-bookable.ts";
import { getMyProvider } from "./operations/get-my-provider.ts";
import { getOwner, getProviderOfUser } from "./operations/get-owner.ts";
import { getProvider } from "./operations/get-provider.ts";
import { listCategories } from "./operations/list-categories.ts";
import { getListing, listListings } from "./operations/list-listings.ts";
import { listProviders } from "./operations/list-providers.ts";
import { listServices } from "./operations/list-services.ts";
import { updateProvider } from "./operations/update-provider.ts";
import { updateService } from "./operations/update-service.ts";
import type { Providers } from "./service.ts";

const os = implement(serviceContracts.providers).$context<RequestContext>();

/** Contract → operations. */
export const createRouters = (providers: Providers) => {
  const router = {
    listCategories: os.listCategories.handler(async () => ({
      items: await listCategories(providers),
    })),
    createProvider: os.createProvider.handler(({ input, context }) =>
      createProvider(providers, context.actor, input),
    ),
    getProvider: os.getProvider.handler(({ input, context }) =>
      getProvider(providers, context.actor, input.idOrSlug),
    ),
    getMyProvider: os.getMyProvider.handler(({ context }) =>
      getMyProvider(providers, context.actor),
    ),
    updateProvider: os.updateProvider.handler(({ input, context }) =>
      changing(providers, input.id, updateProvider(providers, context.actor, input)),
    ),
    listServices: os.listServices.handler(async ({ input, context }) => ({
      items: await listServices(providers, context.actor, input.id),
    })),
    createService: os.createService.handler(({ input, context }) =>
      changing(providers, input.id, createService(providers, context.actor, input)),
    ),
    updateService: os.updateService.handler(({ input, context }) =>
      changing(providers, input.id, updateService(providers, context.actor, input)),
    ),
    deleteService: os.deleteService.handler(({ input, context }) =>
      changing(providers, input.id, deleteService(providers, context.actor, input)),
    ),
    listProviders: os.listProviders.handler(({ input, context }) =>
      listProviders(providers, context.actor, input),
    ),
  };
  const internal = {
    getBookable: os.getBookable.handler(({ input, context }) => {
      requireSystem(context.actor);
      return getBookable(providers, input.serviceId);
    }),
    getListing: os.getListing.handler(({ input, context }) => {
      requireSystem(context.actor);
      return getListing(providers, input.providerId);
    }),
    listListings: os.listListings.handler(({ input, context }) => {
      requireSystem(context.actor);
      return listListings(providers, input);
    }),
    getOwner: os.getOwner.handler(({ input, context }) => {
      requireSystem(context.actor);
      return getOwner(providers, input.providerId);
    }),
    getProviderOfUser: os.getProviderOfUser.handler(({ input, context }) => {
      requireSystem(context.actor);
      return getProviderOfUser(providers, input.userId);
    }),
  };
  return { router, internalRouter: { ...router, ...internal } };
};
