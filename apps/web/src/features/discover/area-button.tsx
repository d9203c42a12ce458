"use client";
import { Button } from "@loconomy/ui";
import { RotateCw } from "lucide-react";
import { areaText, type MapArea } from "../map/map-area.ts";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { inArea, searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

/** Over a map that was moved: searches what it shows now, with the same need and filters. */
export function AreaButton({ state, area }: { state: SearchState; area: MapArea }) {
  const { go, pending } = useSearchNavigation();
  return (
    <Button
      loading={pending}
      onClick={() => go(searchHref(state, inArea(areaText(area))))}
      className="absolute! top-3 left-1/2 z-4 -translate-x-1/2 rounded-full! whitespace-nowrap shadow-float"
    >
      {!pending && <RotateCw aria-hidden className="size-5 stroke-[1.75]" />}
      {discoverTexts.results.searchArea}
    </Button>
  );
}
