"use client";
import { Chip } from "@loconomy/ui";
import { SlidersHorizontal } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import type { FilterFieldsProps } from "./filter-fields.tsx";
import { useSearchNavigation } from "./search-navigation.tsx";
import { activeFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

// The dialog and its fields come when they are wanted.
const loadPanel = () => import("./filter-panel.tsx");
const FilterPanel = lazy(loadPanel);

/** The button that opens all filters. */
export function FilterSheet(props: FilterFieldsProps) {
  const { go } = useSearchNavigation();
  const [isUsed, setUsed] = useState(false);
  const [open, setOpen] = useState(false);
  const active = activeFilters(props.state).length;
  return (
    <>
      <Chip
        icon={<SlidersHorizontal aria-hidden />}
        selected={active > 0}
        aria-pressed={undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={() => void loadPanel()}
        onFocus={() => void loadPanel()}
        onClick={() => {
          setUsed(true);
          setOpen(true);
        }}
      >
        {discoverTexts.filters.open(active)}
      </Chip>
      {isUsed && (
        <Suspense>
          <FilterPanel
            {...props}
            open={open}
            onOpenChange={setOpen}
            onLeave={(href) => {
              setOpen(false);
              go(href);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
