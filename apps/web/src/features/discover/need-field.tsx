"use client";
import type { Position } from "@loconomy/contracts";
import { Combobox, type ComboboxOption } from "@loconomy/ui";
import { Search } from "lucide-react";
import { useState } from "react";
import { needTarget, startOptions, typedOptions, type CategoryChoice } from "./need-options.tsx";
import { useSearchNavigation } from "./search-navigation.tsx";
import { useNeedSuggestions } from "./suggestions.ts";
import { discoverTexts } from "./texts.ts";
import { forgetSearches, useRecentSearches } from "./use-recent-searches.ts";

export interface Need {
  text: string;
  /** Slug of the category that was picked; undefined for words typed. */
  category?: string;
}

interface NeedFieldProps {
  value: Need;
  onChange: (need: Need) => void;
  /** Offered before anything is typed. */
  categories: CategoryChoice[];
  /** Where it is searched now: providers near there come first. */
  around?: Position;
}

const texts = discoverTexts.form;

/** What is needed: words, a category from the list, an earlier search or a provider, which open at once. */
export function NeedField({ value, onChange, categories, around }: NeedFieldProps) {
  const [typed, setTyped] = useState(false);
  const { go } = useSearchNavigation();
  const recent = useRecentSearches();
  const found = useNeedSuggestions(value.text, typed, around);
  const isTyped = typed && value.text.trim() !== "";
  const take = (option: ComboboxOption) => {
    const target = needTarget(option);
    if (target.kind === "category") onChange({ text: option.label, category: target.slug });
    else if (target.kind === "provider") go(`/providers/${target.slug}`);
    else if (target.kind === "recent") go(target.href);
    else forgetSearches();
  };
  return (
    <Combobox
      label={texts.need}
      name="q"
      placeholder={texts.needPlaceholder}
      prefix={<Search aria-hidden />}
      options={
        isTyped ? typedOptions(value.text, recent, found.items) : startOptions(recent, categories)
      }
      query={value.text}
      onQueryChange={(text) => {
        setTyped(true);
        onChange({ text });
      }}
      onSelect={take}
      loading={isTyped && found.isFetching}
      emptyText={texts.needEmpty}
      maxLength={200}
      enterKeyHint="search"
    />
  );
}
