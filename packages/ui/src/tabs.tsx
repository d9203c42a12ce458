"use client";
import { Tabs as RadixTabs } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";
import { tabClass, tabListClass } from "./tab-links.tsx";

export type TabsProps = {
  /** Names the tab list. */
  label: string;
  tabs: { value: string; label: ReactNode; content: ReactNode }[];
  defaultValue?: string;
  value?: string;
  onValueChange?: (value: string) => void;
  className?: string;
};

/** Views of the same thing, switched in place. For separate addresses use TabLinks. */
export function Tabs({ label, tabs, defaultValue, className, ...control }: TabsProps) {
  return (
    <RadixTabs.Root
      defaultValue={control.value === undefined ? (defaultValue ?? tabs[0]?.value) : undefined}
      {...control}
      className={cn("flex flex-col gap-6", className)}
    >
      <RadixTabs.List aria-label={label} className={tabListClass}>
        {tabs.map((tab) => (
          <RadixTabs.Trigger key={tab.value} value={tab.value} className={tabClass}>
            {tab.label}
          </RadixTabs.Trigger>
        ))}
      </RadixTabs.List>
      {tabs.map((tab) => (
        <RadixTabs.Content key={tab.value} value={tab.value}>
          {tab.content}
        </RadixTabs.Content>
      ))}
    </RadixTabs.Root>
  );
}
