"use client";
import { LinkProvider } from "@loconomy/ui";
import type { ReactNode } from "react";

/** Links inside are plain anchors: nothing behind them is fetched before it is wanted. */
export const PlainLinks = ({ children }: { children: ReactNode }) => (
  <LinkProvider value="a">{children}</LinkProvider>
);
