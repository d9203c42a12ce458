"use client";
import type { JobPlace } from "@loconomy/contracts";
import { Banner, Button, Combobox, formatDistance, Link, type ComboboxOption } from "@loconomy/ui";
import { LocateFixed, MapPin } from "lucide-react";
import { useState } from "react";
import { locate } from "../shell/locate.ts";
import { usePlaceSuggestions } from "../shell/place-suggestions.ts";
import { awayFrom, type Area } from "./area.ts";
import { providerTexts } from "./texts.ts";

const texts = providerTexts.jobPlace;
const here: ComboboxOption = {
  value: "here",
  label: texts.useLocation,
  icon: <LocateFixed aria-hidden />,
};

interface JobPlaceFieldProps {
  area: Area;
  place: JobPlace | undefined;
  onChange: (place: JobPlace | undefined) => void;
}

/** Where the provider should come to, and how far that is. Only a place of the list, or the browser's location, counts. */
export function JobPlaceField({ area, place, onChange }: JobPlaceFieldProps) {
  const [typed, setTyped] = useState<string>();
  const [state, setState] = useState<"locating" | "denied">();
  const found = usePlaceSuggestions(typed ?? "", typed !== undefined);
  const places = typed?.trim() ? found.items : [];
  const shown = typed ?? (place ? (place.label ?? texts.here) : "");
  const choose = (next: JobPlace | undefined) => {
    setTyped(undefined);
    onChange(next);
  };
  const useLocation = async () => {
    setState("locating");
    const position = await locate();
    setState(position ? undefined : "denied");
    if (position) choose(position);
  };
  return (
    <Combobox
      label={texts.label}
      placeholder={texts.placeholder}
      prefix={<MapPin aria-hidden />}
      options={[
        ...places.map(({ id, label }) => ({ value: id, label, icon: <MapPin aria-hidden /> })),
        here,
      ]}
      query={shown}
      onQueryChange={(text) => {
        setState(undefined);
        setTyped(text);
        if (text.trim() === "") choose(undefined);
      }}
      onSelect={({ value }) => {
        const chosen = places.find(({ id }) => id === value);
        if (value === here.value) void useLocation();
        else if (chosen) choose({ ...chosen.position, label: chosen.label });
      }}
      onBlur={() => setTyped(undefined)}
      loading={found.isFetching || state === "locating"}
      error={state === "denied" ? texts.denied : undefined}
      hint={place ? texts.away(awayFrom(area, place)) : texts.hint}
      emptyText={texts.empty}
      maxLength={200}
    />
  );
}

/** The provider does not come to the place: how far they come, and the way to those who do. */
export function OutOfArea({ area, place }: { area: Area; place: JobPlace }) {
  const near: Record<string, string> = place.label
    ? { near: place.label }
    : { lat: `${place.lat}`, lng: `${place.lng}` };
  return (
    <Banner
      title={texts.outsideTitle}
      action={
        <Button asChild variant="quiet">
          <Link href={`/search?${new URLSearchParams({ category: area.category, ...near })}`}>
            {place.label ? texts.others(place.label.split(",")[0]!) : texts.othersHere}
          </Link>
        </Button>
      }
    >
      {texts.outside(awayFrom(area, place), formatDistance(area.serviceRadiusKm * 1000))}
    </Banner>
  );
}
