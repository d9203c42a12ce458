"use client";
import type { Position } from "@loconomy/contracts";
import { Button, cn, Select } from "@loconomy/ui";
import { useState, type FormEvent } from "react";
import type { DayOption } from "./days.ts";
import { NeedField, type Need } from "./need-field.tsx";
import type { CategoryChoice } from "./need-options.tsx";
import { PlaceField, type Where } from "./place-field.tsx";
import type { SearchState } from "./read-search-state.ts";
import { useSearchNavigation } from "./search-navigation.tsx";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";

interface SearchFormProps {
  /** The search that shows now; filters in it are kept. */
  state: SearchState;
  /** Name of the category in `state`, for the field. */
  categoryName?: string;
  categories: CategoryChoice[];
  days: DayOption[];
  /** Where it is searched now. */
  around?: Position;
}

const texts = discoverTexts.form;

/** Where a search looks, as the field has it. */
const whereOf = ({ near, lat, lng, box }: SearchState): Where => {
  if (box !== undefined) return { text: texts.areaLabel, box };
  if (lat !== undefined && lng !== undefined)
    return { text: texts.hereLabel, position: { lat, lng } };
  return { text: near ?? "" };
};

/** Where the field says, for the address. A place that was typed has no radius yet; the one that shows keeps its own. */
const placeOf = ({ text, position, box }: Where, state: SearchState): Partial<SearchState> => ({
  near: position || box ? undefined : text.trim() || undefined,
  lat: position?.lat,
  lng: position?.lng,
  box,
  radiusKm: text === whereOf(state).text ? state.radiusKm : undefined,
});

/** Need, place and day. A plain GET form to /search; with JavaScript it suggests and stays on the page while it loads. */
export function SearchForm({ state, categoryName, categories, days, around }: SearchFormProps) {
  const { go, pending } = useSearchNavigation();
  const [need, setNeed] = useState<Need>({
    text: categoryName ?? state.q ?? "",
    category: categoryName ? state.category : undefined,
  });
  const [where, setWhere] = useState<Where>(whereOf(state));
  const [date, setDate] = useState(state.date ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = need.text.trim();
    go(
      searchHref(state, {
        q: need.category || words === "" ? undefined : words,
        category: need.category,
        ...placeOf(where, state),
        date: date || undefined,
      }),
    );
  };
  return (
    <form
      action="/search"
      role="search"
      aria-label={texts.label}
      onSubmit={submit}
      className={cn(
        "grid items-start gap-4 rounded-card border border-border bg-surface p-4",
        "md:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,2.5fr)_auto] md:gap-3",
      )}
    >
      <NeedField value={need} onChange={setNeed} {...{ categories, around }} />
      <PlaceField value={where} onChange={setWhere} around={around} />
      {where.position && (
        <>
          <input type="hidden" name="lat" value={where.position.lat} />
          <input type="hidden" name="lng" value={where.position.lng} />
        </>
      )}
      {where.box && <input type="hidden" name="box" value={where.box} />}
      <Select
        label={texts.day}
        name="date"
        value={date}
        onChange={(event) => setDate(event.target.value)}
        placeholder={texts.anyDay}
        options={days}
      />
      <Button type="submit" loading={pending} className="md:mt-[30px] md:px-6">
        {texts.submit}
      </Button>
    </form>
  );
}
