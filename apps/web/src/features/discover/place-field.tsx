"use client";
import type { Position } from "@loconomy/contracts";
import { Combobox, type ComboboxOption } from "@loconomy/ui";
import { LocateFixed, MapPin } from "lucide-react";
import { useState } from "react";
import { locate } from "../shell/locate.ts";
import { usePlaceSuggestions } from "../shell/place-suggestions.ts";
import { discoverTexts } from "./texts.ts";

export interface Where {
  text: string;
  /** Set when the browser told where the visitor is; then the text is only for reading. */
  position?: Position;
}

const texts = discoverTexts.form;
const here: ComboboxOption = {
  value: "here",
  label: texts.useLocation,
  icon: <LocateFixed aria-hidden />,
};

/** Where it is needed: a place typed or taken from the list, or the browser's location. */
export function PlaceField({
  value,
  onChange,
}: {
  value: Where;
  onChange: (where: Where) => void;
}) {
  const [typed, setTyped] = useState(false);
  const [locating, setLocating] = useState(false);
  const [error, setError] = useState<string>();
  const found = usePlaceSuggestions(value.text, typed && !value.position);
  const places: ComboboxOption[] = (
    typed && value.text.trim() !== "" ? (found.data?.items ?? []) : []
  ).map((place) => ({
    value: place.id,
    label: place.label,
    icon: <MapPin aria-hidden />,
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
      name={value.position ? undefined : "near"}
      placeholder={texts.placePlaceholder}
      prefix={<MapPin aria-hidden />}
      options={[...places, here]}
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
      loading={found.isFetching || locating}
      error={error}
      emptyText={texts.placeEmpty}
      maxLength={200}
      enterKeyHint="search"
    />
  );
}
