"use client";
import { useEffect } from "react";
import { placeCookie } from "./place-cookie.ts";
import type { RecentSearch } from "./recent-searches.ts";
import { rememberSearch } from "./use-recent-searches.ts";

interface RememberSearchProps {
  search: RecentSearch;
  /** Full label of a place that was asked for by name. */
  placeLabel: string | null;
}

/** Keeps this search for the search fields, and its place for the next visit for half a year; in this browser only. */
export function RememberSearch({ search, placeLabel }: RememberSearchProps) {
  const { href, need, place, near } = search;
  useEffect(() => {
    rememberSearch({ href, need, place, near });
  }, [href, need, place, near]);
  useEffect(() => {
    if (placeLabel)
      document.cookie = `${placeCookie}=${encodeURIComponent(placeLabel)}; path=/; max-age=15552000; samesite=lax`;
  }, [placeLabel]);
  return null;
}
