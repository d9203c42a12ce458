"use client";
import { cn } from "@loconomy/ui";
import { Search } from "lucide-react";
import { useState, type ReactNode } from "react";
import { discoverTexts } from "./texts.ts";

/** On phones the search above the results is one line that opens; on wider screens, and without JavaScript, it is open. */
export function FoldedForm({ summary, children }: { summary: string; children: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {!open && (
        <button
          type="button"
          aria-expanded={false}
          onClick={() => setOpen(true)}
          className="folded-search flex min-h-13 items-center gap-3 rounded-full border border-border-strong bg-surface px-4 text-left md:hidden"
        >
          <Search aria-hidden className="size-5 shrink-0 stroke-[1.75] text-muted" />
          <span className="grow truncate font-medium">{summary}</span>
          <span className="shrink-0 text-sm font-medium text-accent">
            {discoverTexts.results.changeSearch}
          </span>
        </button>
      )}
      <div className={cn("unfolded-search", !open && "max-md:hidden")}>{children}</div>
      <noscript>
        <style>
          {".unfolded-search{display:block!important}.folded-search{display:none!important}"}
        </style>
      </noscript>
    </>
  );
}
