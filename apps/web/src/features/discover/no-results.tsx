import type { SearchWidening } from "@loconomy/contracts";
import { Button, EmptyState } from "@loconomy/ui";
import { MapPinOff, SearchX } from "lucide-react";
import { defaultPlace } from "./load-results.ts";
import type { SearchState } from "./read-search-state.ts";
import { searchHref } from "./search-state.ts";
import { discoverTexts } from "./texts.ts";
import { waysOn } from "./widen.ts";

const texts = discoverTexts.empty;

/** The place was not found. */
export function UnknownPlace({ state }: { state: SearchState }) {
  return (
    <EmptyState
      icon={<MapPinOff aria-hidden />}
      action={
        <Button asChild variant="quiet">
          <a href={searchHref(state, { near: defaultPlace, lat: undefined, lng: undefined })}>
            {texts.placeAction(defaultPlace)}
          </a>
        </Button>
      }
    >
      {texts.placeUnknown(state.near ?? `${state.lat}, ${state.lng}`)}
    </EmptyState>
  );
}

interface NothingFoundProps {
  state: SearchState;
  heading: string;
  widen: SearchWidening[];
}

/** The place is known and nobody matches: says what to widen. */
export function NothingFound({ state, heading, widen }: NothingFoundProps) {
  const ways = waysOn(state, widen);
  return (
    <EmptyState
      icon={<SearchX aria-hidden />}
      action={
        <div className="flex flex-wrap justify-center gap-2">
          {ways.map((way) => (
            <Button key={way.href} asChild variant="quiet">
              <a href={way.href}>{way.label}</a>
            </Button>
          ))}
        </div>
      }
    >
      {ways.length > 0 ? texts.nothing(heading) : texts.nothingLeft}
    </EmptyState>
  );
}
