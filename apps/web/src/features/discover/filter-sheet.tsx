"use client";
import { Button, Checkbox, Chip, Select, Sheet } from "@loconomy/ui";
import { SlidersHorizontal } from "lucide-react";
import { useState, type FormEvent } from "react";
import { changesFrom, type FilterField } from "./filter-choices.ts";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { activeFilters, searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

const texts = discoverTexts.filters;

/** All filters in a sheet; they count when the sheet is closed with its button. */
export function FilterSheet({ state, fields }: { state: SearchState; fields: FilterField[] }) {
  const { go } = useSearchNavigation();
  const [open, setOpen] = useState(false);
  const active = activeFilters(state).length;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Record<string, string>;
    setOpen(false);
    go(searchHref(state, changesFrom(values)));
  };
  return (
    <Sheet
      title={texts.label}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <Chip
          icon={<SlidersHorizontal aria-hidden />}
          selected={active > 0}
          aria-pressed={undefined}
        >
          {texts.open(active)}
        </Chip>
      }
      footer={
        <Button type="submit" form="filter-sheet" full>
          {texts.show}
        </Button>
      }
    >
      <form id="filter-sheet" onSubmit={submit} className="flex flex-col gap-4">
        {fields.map((field) => (
          <Select
            key={field.name}
            label={field.label}
            name={field.name}
            defaultValue={field.value}
            options={field.choices}
          />
        ))}
        <Checkbox
          label={texts.verified}
          name="verified"
          value="true"
          defaultChecked={state.verified}
        />
      </form>
    </Sheet>
  );
}
