"use client";
import type { Service } from "@loconomy/contracts";
import { createContext, useContext, useState, type ReactNode } from "react";
import { offeringOf, type Offering } from "./offering.ts";

interface ChosenService {
  services: Service[];
  chosen: Service;
  /** The chosen service in the chosen variant. */
  offering: Offering;
  choose: (id: string) => void;
  chooseVariant: (id: string) => void;
  /** Prices in words as the server wrote them, by their amount in minor units. */
  prices: Record<number, string>;
}

const ChosenServiceContext = createContext<ChosenService | null>(null);

/** Which service the visitor looks at: the list, the calendar and the bar on phones agree on it. Needs at least one service. */
export function ChosenServiceProvider({
  services,
  prices = {},
  children,
}: {
  services: Service[];
  prices?: Record<number, string>;
  children: ReactNode;
}) {
  const [id, choose] = useState(services[0]?.id);
  const [variantId, chooseVariant] = useState<string>();
  const chosen = services.find((service) => service.id === id) ?? services[0];
  if (!chosen) return children;
  const offering = offeringOf(chosen, variantId);
  return (
    <ChosenServiceContext.Provider
      value={{ services, chosen, offering, choose, chooseVariant, prices }}
    >
      {children}
    </ChosenServiceContext.Provider>
  );
}

export const useChosenService = (): ChosenService => {
  const value = useContext(ChosenServiceContext);
  if (!value) throw new Error("no service to choose from");
  return value;
};
