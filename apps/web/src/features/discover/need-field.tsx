"use client";
import { CategoryIcon, Combobox, type ComboboxOption } from "@loconomy/ui";
import { Search, UserRound } from "lucide-react";
import { useState } from "react";
import { useSearchNavigation } from "./search-navigation.tsx";
import { useNeedSuggestions } from "./suggestions.ts";
import { discoverTexts } from "./texts.ts";

export interface Need {
  text: string;
  /** Slug of the category that was picked; undefined for words typed. */
  category?: string;
}

export interface CategoryChoice {
  name: string;
  slug: string;
  iconName: string | null;
}

interface NeedFieldProps {
  value: Need;
  onChange: (need: Need) => void;
  /** Offered before anything is typed. */
  categories: CategoryChoice[];
}

const texts = discoverTexts.form;
const categoryOption = (category: CategoryChoice): ComboboxOption => ({
  value: `category:${category.slug}`,
  label: category.name,
  icon: <CategoryIcon iconName={category.iconName} />,
});

/** What is needed: words, a category from the list, or a provider, which opens at once. */
export function NeedField({ value, onChange, categories }: NeedFieldProps) {
  const [typed, setTyped] = useState(false);
  const { go } = useSearchNavigation();
  const found = useNeedSuggestions(value.text, typed);
  const options: ComboboxOption[] =
    typed && value.text.trim() !== ""
      ? (found.data?.items ?? []).map(({ kind, slug, label, iconName }) =>
          kind === "category"
            ? {
                ...categoryOption({ name: label, slug: slug ?? "", iconName }),
                detail: texts.category,
              }
            : {
                value: `provider:${slug}`,
                label,
                detail: texts.provider,
                icon: <UserRound aria-hidden />,
              },
        )
      : categories.map(categoryOption);
  const take = (option: ComboboxOption) => {
    const [kind, slug = ""] = option.value.split(":");
    if (kind === "provider") go(`/providers/${slug}`);
    else onChange({ text: option.label, category: slug });
  };
  return (
    <Combobox
      label={texts.need}
      name="q"
      placeholder={texts.needPlaceholder}
      prefix={<Search aria-hidden />}
      options={options}
      query={value.text}
      onQueryChange={(text) => {
        setTyped(true);
        onChange({ text });
      }}
      onSelect={take}
      loading={found.isFetching}
      emptyText={texts.needEmpty}
      maxLength={200}
      enterKeyHint="search"
    />
  );
}
