"use client";
import { useRouter } from "next/navigation";
import { createContext, useContext, useTransition, type ReactNode } from "react";
import { keepMapView } from "./use-map-view.ts";

interface Navigation {
  go: (href: string) => void;
  /** True from leaving for another address until its page is there. */
  pending: boolean;
}

const NavigationContext = createContext<Navigation | null>(null);
export const NavigationProvider = NavigationContext.Provider;

/** Forms and filters inside change the address through the router, and can show that they wait. */
export function SearchNavigation({ children }: { children: ReactNode }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (href: string) =>
    start(() => router.push(keepMapView(href, window.location.search), { scroll: false }));
  return <NavigationProvider value={{ go, pending }}>{children}</NavigationProvider>;
}

export const useSearchNavigation = (): Navigation => {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error("a search form or filter stands outside of SearchNavigation");
  return navigation;
};
