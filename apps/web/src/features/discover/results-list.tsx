import type { DistanceUnit } from "@loconomy/contracts";
import { ShowMore } from "@loconomy/ui";
import { AsServed } from "../shell/as-served.tsx";
import type { Results } from "./load-results.ts";
import { FirstPage, NobodyElse, NobodySoFar, NothingFound } from "./no-results.tsx";
import type { SearchState } from "./read-search-state.ts";
import { ResultCard } from "./result-card.tsx";
import { asksForTime, searchHref } from "./search-state.ts";
import { sharedZone } from "./shared-zone.ts";
import { discoverTexts } from "./texts.ts";

const placeOf = ({ place }: Results) =>
  place ? { ...place.position, label: place.label } : undefined;

interface ResultsListProps {
  state: SearchState;
  results: Results;
  heading: string;
  unit: DistanceUnit;
}

/** One page of results and the way to the next; without results, how to go on. */
export function ResultsList({ state, results, heading, unit }: ResultsListProps) {
  const { items, nextCursor, widen } = results;
  // On a later page there is something to widen when no page before it had anybody.
  if (items.length === 0 && !nextCursor && (!state.cursor || widen.length > 0))
    return <NothingFound {...{ state, heading, widen, unit }} />;
  return (
    <AsServed>
      {items.length > 0 ? (
        <Cards {...{ state, results }} />
      ) : nextCursor ? (
        <NobodySoFar state={state} cursor={nextCursor} />
      ) : (
        <NobodyElse />
      )}
      {state.cursor && <FirstPage state={state} />}
    </AsServed>
  );
}

/** What the whole list has, if this page of it is a part of so many: the total knows no wish for a time. */
const totalOf = (state: SearchState, { total, totalIsExact }: Results): number | undefined =>
  state.cursor || asksForTime(state) || !totalIsExact ? undefined : total;

function Cards({ state, results }: { state: SearchState; results: Results }) {
  const texts = discoverTexts.results;
  const showZone = sharedZone(results.items) === null;
  return (
    <>
      <h2 className="sr-only">{texts.list}</h2>
      <ul className="flex flex-col gap-4">
        {results.items.map((result, index) => (
          <ResultCard
            key={result.provider.id}
            result={result}
            showZone={showZone}
            atOnce={index < 2}
            place={placeOf(results)}
          />
        ))}
      </ul>
      <ShowMore
        shown={results.items.length}
        total={totalOf(state, results)}
        hasMore={results.nextCursor !== null}
        href={searchHref(state, { cursor: results.nextCursor ?? undefined })}
        label={texts.showMore}
      />
    </>
  );
}
