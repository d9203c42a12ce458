"use client";
import { QueryClient, QueryClientContext, QueryClientProvider } from "@tanstack/react-query";
import { useContext, useState, type ReactNode } from "react";

const create = () =>
  new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } });
let kept: QueryClient | undefined;

/** What this tab has loaded, the same for all pages; on the server one for each call, because visitors share nothing there. */
export const queryClient = (): QueryClient =>
  typeof window === "undefined" ? create() : (kept ??= create());

/** Gives queries inside the data of this tab. Stands around the parts that ask: pages that only show need none of this code. */
export function Queries({ children }: { children: ReactNode }) {
  const outer = useContext(QueryClientContext);
  const [own] = useState(() => outer ?? queryClient());
  return <QueryClientProvider client={own}>{children}</QueryClientProvider>;
}
