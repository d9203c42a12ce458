"use client";
import type { Place } from "@loconomy/contracts";
import { Combobox } from "@loconomy/ui";
import { useQuery } from "@tanstack/react-query";
import { MapPin } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { api } from "../../api/browser.ts";
import { providerFormTexts } from "./provider-form-texts.ts";

interface PlaceFieldProps {
  error?: string;
  /** The chosen place, null while the text is not one. */
  onChange: (place: Place | null) => void;
}

/** A place from the gazetteer, by its name or postal code. */
export function PlaceField({ error, onChange }: PlaceFieldProps) {
  const [query, setQuery] = useState("");
  const q = useDeferredValue(query.trim());
  const places = useQuery({
    queryKey: ["places", q],
    queryFn: () => api.geolocation.searchPlaces({ q }),
    enabled: q.length >= 2,
    staleTime: Infinity,
    placeholderData: (before) => before,
  });
  const items = q.length >= 2 ? (places.data?.items ?? []) : [];
  return (
    <Combobox
      label={providerFormTexts.place}
      hint={providerFormTexts.placeHint}
      error={error}
      prefix={<MapPin aria-hidden />}
      query={query}
      options={items.map(({ id, label }) => ({ value: id, label }))}
      loading={places.isFetching}
      emptyText={providerFormTexts.placeEmpty}
      onQueryChange={(text) => {
        setQuery(text);
        onChange(null);
      }}
      onSelect={({ value }) => onChange(items.find(({ id }) => id === value) ?? null)}
    />
  );
}
