import type { DistanceUnit, SearchWidening } from "@loconomy/contracts";
import { Button, EmptyState, Link } from "@loconomy/ui";
import { CalendarSearch, MapPinOff, SearchX } from "lucide-react";
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

/** Of a later page: the way back to the first. */
export function FirstPage({ state }: { state: SearchState }) {
  return (
    <p className="text-center">
      <Link
        href={searchHref(state)}
        className="inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline"
      >
        {discoverTexts.results.firstPage}
      </Link>
    </p>
  );
}

/** Many calendars were asked and none has the time; the cursor goes on to those that were not. */
export function NobodySoFar({ state, cursor }: { state: SearchState; cursor: string }) {
  return (
    <EmptyState
      icon={<CalendarSearch aria-hidden />}
      action={
        <Button asChild>
          <Link href={searchHref(state, { cursor })} rel="next">
            {texts.keepLooking}
          </Link>
        </Button>
      }
    >
      {texts.nobodySoFar}
    </EmptyState>
  );
}

/** Whoever fits was on the pages before. */
export function NobodyElse() {
  return <EmptyState icon={<SearchX aria-hidden />}>{texts.nobodyElse}</EmptyState>;
}

interface NothingFoundProps {
  state: SearchState;
  heading: string;
  widen: SearchWidening[];
  unit: DistanceUnit;
}

/** The place is known and nobody matches: says what to widen. */
export function NothingFound({ state, heading, widen, unit }: NothingFoundProps) {
  const ways = waysOn(state, widen, unit);
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
