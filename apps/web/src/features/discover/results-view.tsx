"use client";
import type { DistanceUnit } from "@loconomy/contracts";
import { cn } from "@loconomy/ui";
import { List, Map as MapIcon } from "lucide-react";
import {
  lazy,
  Suspense,
  useEffect,
  useRef,
  useState,
  type ReactNode,
  type SyntheticEvent,
} from "react";
import { isSameArea, type MapArea } from "../map/map-area.ts";
import { AreaButton } from "./area-button.tsx";
import type { SearchState } from "./read-search-state.ts";
import type { PreviewedResult } from "./result-preview.tsx";
import { ResultsMap } from "./results-map.tsx";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { useSearchNavigation } from "./search-navigation.tsx";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";
import { useCardHighlight } from "./use-card-highlight.ts";
import { useMapView } from "./use-map-view.ts";

// Only a pin opens it.
const ResultPreview = lazy(() => import("./result-preview.tsx"));

interface ResultsViewProps {
  state: SearchState;
  results: PreviewedResult[];
  place: { label: string; position: { lat: number; lng: number } };
  /** The area searched; null for a search around the place. */
  area: MapArea | null;
  unit: DistanceUnit;
  /** Address of a map style; null for the one that ships with the app. */
  mapStyleUrl: string | null;
  /** The list, rendered on the server. */
  children: ReactNode;
}

const idUnder = (event: SyntheticEvent) =>
  event.target instanceof Element
    ? (event.target.closest<HTMLElement>("[data-result]")?.dataset["result"] ?? null)
    : null;

/** List and map side by side, or one at a time on phones. What is pointed at in one is marked in the other. */
export function ResultsView(props: ResultsViewProps) {
  const { state, results, place, area, unit, mapStyleUrl, children } = props;
  const texts = discoverTexts.results;
  const { pending } = useSearchNavigation();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [onMap, showMap] = useMapView();
  const map = useRef<HTMLDivElement>(null);
  // Where the visitor moved the map during this search; another search begins anew.
  const sought = searchHref(state, { cursor: state.cursor });
  const [moved, setMoved] = useState<{ sought: string; area: MapArea } | null>(null);
  const isElsewhere = moved?.sought === sought && !(area !== null && isSameArea(area, moved.area));
  const list = useCardHighlight(openId ?? activeId);
  const open = (id: string) => {
    setOpenId(id);
    list.current
      ?.querySelector(`[data-result="${id}"]`)
      ?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
  useEffect(() => {
    // On a phone the map is as high as the screen: it is brought into it as a whole.
    if (onMap && !window.matchMedia("(min-width: 64rem)").matches)
      map.current?.scrollIntoView({ block: "end" });
  }, [onMap]);
  const opened = results.find((result) => result.id === openId);
  const Icon = onMap ? List : MapIcon;
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,11fr)_minmax(0,9fr)]">
      <div
        ref={list}
        aria-busy={pending}
        onPointerOver={(event) => setActiveId(idUnder(event))}
        onPointerLeave={() => setActiveId(null)}
        onFocus={(event) => setActiveId(idUnder(event))}
        onBlur={() => setActiveId(null)}
        className={cn("results-list", onMap && "max-lg:hidden")}
      >
        {pending ? <ResultsSkeleton count={Math.min(Math.max(results.length, 3), 6)} /> : children}
      </div>
      <div
        ref={map}
        className={cn(
          "results-map relative h-[calc(100dvh-88px)] scroll-mb-4 min-h-80 overflow-hidden rounded-card border border-border bg-surface-2 lg:sticky lg:top-20 lg:h-[calc(100dvh-96px)]",
          !onMap && "max-lg:hidden",
        )}
      >
        <ResultsMap
          view={{ pins: results, place: area ? null : place, area, unit }}
          styleUrl={mapStyleUrl}
          onMap={onMap}
          activeId={openId ?? activeId}
          onPoint={setActiveId}
          onOpen={open}
          onMove={(to) => setMoved({ sought, area: to })}
        />
        {isElsewhere && <AreaButton state={state} area={moved.area} />}
        {opened && (
          <Suspense>
            <ResultPreview result={opened} onClose={() => setOpenId(null)} />
          </Suspense>
        )}
      </div>
      <button
        type="button"
        onClick={() => showMap(!onMap)}
        className="map-toggle fixed bottom-6 left-1/2 z-10 inline-flex min-h-12 -translate-x-1/2 items-center gap-2 rounded-full bg-text px-6 font-medium text-bg shadow-float lg:hidden"
      >
        <Icon aria-hidden className="size-5 stroke-[1.75]" />
        {onMap ? texts.showList : texts.showMap}
      </button>
      <noscript>
        <style>
          {".results-map,.map-toggle{display:none!important}.results-list{display:block!important}"}
        </style>
      </noscript>
    </div>
  );
}
