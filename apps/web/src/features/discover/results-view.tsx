"use client";
import { cn } from "@loconomy/ui";
import { List, Map as MapIcon } from "lucide-react";
import { useState, type ReactNode, type SyntheticEvent } from "react";
import { ResultPreview, type PreviewedResult } from "./result-preview.tsx";
import { ResultsMap } from "./results-map.tsx";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { useSearchNavigation } from "./search-navigation.tsx";
import { discoverTexts } from "./texts.ts";
import { useCardHighlight } from "./use-card-highlight.ts";

interface ResultsViewProps {
  results: PreviewedResult[];
  place: { label: string; position: { lat: number; lng: number } };
  /** The list, rendered on the server. */
  children: ReactNode;
}

const idUnder = (event: SyntheticEvent) =>
  event.target instanceof Element
    ? (event.target.closest<HTMLElement>("[data-result]")?.dataset["result"] ?? null)
    : null;

/** List and map side by side, or one at a time on phones. What is pointed at in one is marked in the other. */
export function ResultsView({ results, place, children }: ResultsViewProps) {
  const texts = discoverTexts.results;
  const { pending } = useSearchNavigation();
  const [activeId, setActiveId] = useState<string | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const [onMap, setOnMap] = useState(false);
  const list = useCardHighlight(openId ?? activeId);
  const open = (id: string) => {
    setOpenId(id);
    list.current
      ?.querySelector(`[data-result="${id}"]`)
      ?.scrollIntoView({ block: "center", behavior: "smooth" });
  };
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
        className={cn(onMap && "max-lg:hidden")}
      >
        {pending ? <ResultsSkeleton count={Math.min(Math.max(results.length, 3), 6)} /> : children}
      </div>
      <div
        className={cn(
          "results-map relative h-[calc(100dvh-176px)] min-h-80 overflow-hidden rounded-card border border-border bg-surface-2 lg:sticky lg:top-20 lg:h-[calc(100dvh-96px)]",
          !onMap && "max-lg:hidden",
        )}
      >
        <ResultsMap
          {...{ results, place, onMap }}
          activeId={openId ?? activeId}
          onPoint={setActiveId}
          onOpen={open}
        />
        {opened && <ResultPreview result={opened} onClose={() => setOpenId(null)} />}
      </div>
      <button
        type="button"
        onClick={() => setOnMap(!onMap)}
        className="map-toggle fixed bottom-6 left-1/2 z-10 inline-flex min-h-12 -translate-x-1/2 items-center gap-2 rounded-full bg-text px-6 font-medium text-bg shadow-float lg:hidden"
      >
        <Icon aria-hidden className="size-5 stroke-[1.75]" />
        {onMap ? texts.showList : texts.showMap}
      </button>
      <noscript>
        <style>{".results-map,.map-toggle{display:none!important}"}</style>
      </noscript>
    </div>
  );
}
