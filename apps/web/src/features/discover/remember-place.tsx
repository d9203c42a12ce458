"use client";
import { useEffect } from "react";
import { placeCookie } from "./place-cookie.ts";

/** Keeps the place of this search for the next visit, for half a year, in this browser only. */
export function RememberPlace({ label }: { label: string }) {
  useEffect(() => {
    document.cookie = `${placeCookie}=${encodeURIComponent(label)}; path=/; max-age=15552000; samesite=lax`;
  }, [label]);
  return null;
}
