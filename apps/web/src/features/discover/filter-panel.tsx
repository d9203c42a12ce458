"use client";
import { Button, Sheet } from "@loconomy/ui";
import type { FormEvent } from "react";
import { changesFrom } from "./filter-choices.ts";
import { FilterFields, type FilterFieldsProps } from "./filter-fields.tsx";
import { activeFilters, searchHref, withoutFilters } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

interface FilterPanelProps extends FilterFieldsProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** Closes the sheet and goes to another search. */
  onLeave: (href: string) => void;
}

const texts = discoverTexts.filters;

/** A part of the day and times exclude each other, and times need a day: the choice made last sets the others right, in view. */
const agree = (form: HTMLFormElement, changed: HTMLSelectElement) => {
  const named = (name: string) => [
    ...form.querySelectorAll<HTMLSelectElement>(`select[name="${name}"]`),
  ];
  const clear = (name: string) => {
    for (const select of named(name)) select.value = "";
  };
  const isSet = changed.value !== "";
  if (changed.name === "partOfDay" && isSet) clear("time");
  if (changed.name === "date" && !isSet) clear("time");
  if (changed.name === "time" && isSet) {
    clear("partOfDay");
    const [day] = named("date");
    // The first day there is to choose: today.
    if (day?.value === "") day.selectedIndex = 1;
  }
};

/** All filters in a sheet; they count when the sheet is closed with its button. */
export default function FilterPanel({ open, onOpenChange, onLeave, ...fields }: FilterPanelProps) {
  const { state } = fields;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onLeave(searchHref(state, changesFrom(new FormData(event.currentTarget))));
  };
  return (
    <Sheet
      title={texts.label}
      open={open}
      onOpenChange={onOpenChange}
      footer={
        <>
          {activeFilters(state).length > 0 && (
            <Button variant="quiet" onClick={() => onLeave(searchHref(withoutFilters(state)))}>
              {texts.clear}
            </Button>
          )}
          <Button type="submit" form="filter-sheet" className="sm:grow">
            {texts.show}
          </Button>
        </>
      }
    >
      <form
        id="filter-sheet"
        onSubmit={submit}
        onChange={({ currentTarget, target }) => {
          if (target instanceof HTMLSelectElement) agree(currentTarget, target);
        }}
        className="flex flex-col gap-4"
      >
        <FilterFields {...fields} />
      </form>
    </Sheet>
  );
}
