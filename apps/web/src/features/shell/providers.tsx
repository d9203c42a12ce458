"use client";
import { LinkProvider, ToastProvider } from "@loconomy/ui";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import NextLink from "next/link";
import { useState, type ReactNode } from "react";

/** What every page needs in the browser: data cache, client-side links, toasts. */
export function Providers({ children }: { children: ReactNode }) {
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { retry: 1, staleTime: 10_000 } } }),
  );
  return (
    <QueryClientProvider client={queries}>
      <LinkProvider value={NextLink}>
        <ToastProvider>{children}</ToastProvider>
      </LinkProvider>
    </QueryClientProvider>
  );
}
