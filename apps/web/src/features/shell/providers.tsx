"use client";
import { ToastProvider } from "@loconomy/ui";
import type { ReactNode } from "react";
import { LinkNavigation } from "./link-navigation.tsx";

/** What every page needs in the browser: navigation by links, and toasts. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <>
      <LinkNavigation />
      <ToastProvider>{children}</ToastProvider>
    </>
  );
}
