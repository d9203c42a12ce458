"use client";
import type { Position } from "@loconomy/contracts";
import { Combobox, type ComboboxOption } from "@loconomy/ui";
import { History, LocateFixed, MapPin } from "lucide-react";
import { useState } from "react";
import { locate } from "../shell/locate.ts";
import { usePlaceSuggestions } from "../shell/place-suggestions.ts";
import { recentPlaces } from "./recent-searches.ts";
import { discoverTexts } from "./texts.ts";
import { useRecentSearches } from "./use-recent-searches.ts";

export interface Where {
  text: string;
  /** Set when the browser told where the visitor is; then the text is only for reading. */
  position?: Position;
  /** Set when an area of the map was searched: `west,south,east,north`. */
  box?: string;
}

interface PlaceFieldProps {
  value: Where;
  onChange: (where: Where) => void;
  /** Where it is searched now: places near there come first. */
  around?: Position;
}

const texts = discoverTexts.form;
const here: ComboboxOption = {
  value: "here",
  label: texts.useLocation,
  icon: <LocateFixed aria-hidden />,
  action: true,
};

/** Where it is needed: a place typed, taken from the list or searched before, or the browser's location. */
export function PlaceField({ value, onChange, around }: PlaceFieldProps) {
  const [typed, setTyped] = useState(false);
  const [locating, setLocating] = useState(false);
  const [error, setError] = useState<string>();
  const recent = useRecentSearches();
  const found = usePlaceSuggestions(value.text, typed && !value.position, around);
  const isTyped = typed && value.text.trim() !== "";
  const places: ComboboxOption[] = isTyped
    ? found.items.map(({ id, label }) => ({
        value: id,
        label,
        icon: <MapPin aria-hidden />,
      }))
    : recentPlaces(recent).map((near) => ({
        value: `recent:${near}`,
        label: near,
        icon: <History aria-hidden />,
        group: texts.recentPlaces,
      }));
  const useLocation = async () => {
    onChange({ text: texts.locating });
    setLocating(true);
    const position = await locate();
    setLocating(false);
    onChange(position ? { text: texts.hereLabel, position } : { text: "" });
    setError(position ? undefined : texts.locationDenied);
  };
  return (
    <Combobox
      label={texts.place}
      name={value.position || value.box ? undefined : "near"}
      placeholder={texts.placePlaceholder}
      prefix={<MapPin aria-hidden />}
      options={isTyped ? [...places, here] : [here, ...places]}
      query={value.text}
      onQueryChange={(text) => {
        setTyped(true);
        setError(undefined);
        onChange({ text });
      }}
      onSelect={(option) => {
        setTyped(false);
        if (option.value === here.value) void useLocation();
      }}
      loading={(isTyped && found.isFetching) || locating}
      error={error}
      emptyText={texts.placeEmpty}
      maxLength={200}
      enterKeyHint="search"
    />
  );
}
