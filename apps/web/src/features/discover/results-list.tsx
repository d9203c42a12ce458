import { Link, ShowMore } from "@loconomy/ui";
import { AsServed } from "../shell/as-served.tsx";
import type { Results } from "./load-results.ts";
import type { SearchState } from "./read-search-state.ts";
import { ResultCard } from "./result-card.tsx";
import { searchHref } from "./search-state.ts";
import { sharedZone } from "./shared-zone.ts";
import { discoverTexts } from "./texts.ts";

const placeOf = ({ place }: Results) =>
  place ? { ...place.position, label: place.label } : undefined;

/** One page of results and the way to the next. */
export function ResultsList({ state, results }: { state: SearchState; results: Results }) {
  const texts = discoverTexts.results;
  const showZone = sharedZone(results.items) === null;
  return (
    <AsServed>
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
        total={results.total}
        hasMore={results.nextCursor !== null}
        href={searchHref(state, { cursor: results.nextCursor ?? undefined })}
        label={texts.showMore}
      />
      {state.cursor && (
        <p className="text-center">
          <Link
            href={searchHref(state)}
            className="inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline"
          >
            {texts.firstPage}
          </Link>
        </p>
      )}
    </AsServed>
  );
}
