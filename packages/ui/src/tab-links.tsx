"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "./cn.ts";
import { Link } from "./link.tsx";

export const tabListClass = "relative flex gap-1 overflow-x-auto border-b border-border";
export const tabClass =
  "-mb-px inline-flex min-h-11 shrink-0 items-center gap-2 rounded-t-control border-b-2 border-transparent px-4 font-medium whitespace-nowrap text-muted no-underline -outline-offset-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:text-text data-[state=active]:border-accent data-[state=active]:text-text";

export type TabLinksProps = {
  /** Names the navigation. */
  label: string;
  tabs: { href: string; label: ReactNode; current?: boolean }[];
  className?: string;
};

/** The look of tabs for pages with their own addresses. Where they do not fit, the current one stands in the middle. */
export function TabLinks({ label, tabs, className }: TabLinksProps) {
  const nav = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.current)?.href;
  useEffect(() => {
    const tab = nav.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (tab)
      nav.current!.scrollLeft = tab.offsetLeft + (tab.offsetWidth - nav.current!.clientWidth) / 2;
  }, [current]);
  return (
    <nav ref={nav} aria-label={label} className={cn(tabListClass, className)}>
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={tabClass}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
