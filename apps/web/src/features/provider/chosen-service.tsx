"use client";
import type { Service } from "@loconomy/contracts";
import { createContext, useContext, useState, type ReactNode } from "react";

interface ChosenService {
  services: Service[];
  chosen: Service;
  choose: (id: string) => void;
}

const ChosenServiceContext = createContext<ChosenService | null>(null);

/** Which service the visitor looks at: the list, the calendar and the bar on phones agree on it. Needs at least one service. */
export function ChosenServiceProvider({
  services,
  children,
}: {
  services: Service[];
  children: ReactNode;
}) {
  const [id, choose] = useState(services[0]?.id);
  const chosen = services.find((service) => service.id === id) ?? services[0];
  if (!chosen) return children;
  return (
    <ChosenServiceContext.Provider value={{ services, chosen, choose }}>
      {children}
    </ChosenServiceContext.Provider>
  );
}

export const useChosenService = (): ChosenService => {
  const value = useContext(ChosenServiceContext);
  if (!value) throw new Error("no service to choose from");
  return value;
};
