"use client";
import type { Provider, Service } from "@loconomy/contracts";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/browser.ts";

export interface Offer {
  provider: Provider;
  service: Service;
}

/** Who does what: the provider and the service behind a hold. */
export const useOffer = (ids: { providerId: string; serviceId: string } | undefined) =>
  useQuery({
    queryKey: ["offer", ids?.providerId, ids?.serviceId],
    enabled: ids !== undefined,
    staleTime: 60_000,
    queryFn: async (): Promise<Offer | null> => {
      if (!ids) return null;
      const [provider, services] = await Promise.all([
        api.providers.getProvider({ idOrSlug: ids.providerId }),
        api.providers.listServices({ id: ids.providerId }),
      ]);
      const service = services.items.find(({ id }) => id === ids.serviceId);
      return service ? { provider, service } : null;
    },
  });
