import { distanceUnitIn } from "@loconomy/contracts/distance";
import { parseBox } from "@loconomy/contracts";
import { formatMoney, zoneLabel } from "@loconomy/ui";
import { mapStyleUrl } from "../map/map-style-url.ts";
import { currencyOf } from "../shell/currency-of.ts";
import { distanceText } from "../shell/distance-text.ts";
import { nextDays } from "./days.ts";
import { FilterBar } from "./filter-bar.tsx";
import { FilterForm } from "./filter-form.tsx";
import { filterCounts } from "./filter-counts.ts";
import { filterFields, filterLabel, filterLanguages } from "./filter-choices.ts";
import { FoldedForm } from "./folded-form.tsx";
import { foundText, resultsHeading, shortPlace } from "./heading.ts";
import { loadCategories, loadResults, type Results } from "./load-results.ts";
import { UnknownPlace } from "./no-results.tsx";
import { usualRadiusKm, type SearchState } from "./read-search-state.ts";
import { RememberSearch } from "./remember-search.tsx";
import type { PreviewedResult } from "./result-preview.tsx";
import { ResultsList } from "./results-list.tsx";
import { ResultsView } from "./results-view.tsx";
import { SearchForm } from "./search-form.tsx";
import { SearchNavigation } from "./search-navigation.tsx";
import { activeFilters, asksForTime, searchHref, withoutFilters } from "./search-state.ts";
import { sharedZone } from "./shared-zone.ts";
import { discoverTexts } from "./texts.ts";
import { Understanding } from "./understanding.tsx";

const previewOf = ({
  provider,
  priceFrom,
  serviceName,
}: Results["items"][number]): PreviewedResult => ({
  id: provider.id,
  slug: provider.slug,
  name: provider.businessName,
  avatarUrl: provider.avatarUrl,
  ratingAverage: provider.ratingAverage,
  ratingCount: provider.ratingCount,
  serviceName,
  price: formatMoney(priceFrom.amount, priceFrom.currency),
  position: provider.position,
});

/** What the page of a search is called; "Plumbing near Austin, TX". */
export const loadHeading = async (state: SearchState): Promise<string> => {
  const [results, categories] = await Promise.all([loadResults(state), loadCategories()]);
  const categoryName = categories.find((category) => category.slug === state.category)?.name;
  return resultsHeading(
    { categoryName, q: state.q },
    results.place ? shortPlace(results.place.label) : null,
    state.box !== undefined,
  );
};

/** The whole results page for a search that has a place. */
export async function ResultsPage({ state }: { state: SearchState }) {
  const [results, categories, heading] = await Promise.all([
    loadResults(state),
    loadCategories(),
    loadHeading(state),
  ]);
  const texts = discoverTexts.results;
  const zone = sharedZone(results.items);
  const days = nextDays(Temporal.Now.instant(), results.place?.timeZone ?? "UTC", 14);
  const parents = categories.filter((category) => category.parentId === null);
  const categoryName = categories.find((category) => category.slug === state.category)?.name;
  const unit = distanceUnitIn(results.place?.country ?? null);
  const radiusKm = state.radiusKm ?? usualRadiusKm;
  const place = results.place ? shortPlace(results.place.label) : undefined;
  const area = state.box ? parseBox(state.box) : null;
  const { q, category, near, lat, lng, box, date } = state;
  const filters = {
    state,
    fields: filterFields(state, {
      days,
      currency: results.items[0]?.priceFrom.currency ?? currencyOf(results.place?.country ?? null),
      unit,
      usualRadiusKm,
    }),
    languages: filterLanguages(results, state),
    // The server counts before any wish for a time, which would promise more than the list then has.
    counts: asksForTime(state) ? {} : filterCounts(results.facets),
  };
  const sought = [q, category, near, lat, lng, box, date].join("|");
  return (
    <SearchNavigation>
      <div className="mx-auto flex max-w-6xl flex-col gap-6 px-4 py-6">
        <FoldedForm
          key={sought}
          summary={[
            categoryName ?? state.q ?? texts.anything,
            area ? discoverTexts.form.areaLabel : (place ?? state.near),
          ]
            .filter(Boolean)
            .join(" · ")}
        >
          <SearchForm
            {...{ state, categoryName, days }}
            around={results.place?.position}
            categories={parents.map(({ name, slug, iconName }) => ({ name, slug, iconName }))}
          />
        </FoldedForm>
        <div className="flex flex-col gap-1">
          <h1 className="text-2xl">{heading}</h1>
          {results.place && (
            <p role="status" className="text-muted">
              {foundText(
                state,
                results,
                area ? texts.onMap : texts.within(distanceText(radiusKm * 1000, unit)),
              )}
              {zone && ` · ${texts.timesZone(zoneLabel(zone))}`}
            </p>
          )}
          {results.corrected && <p>{texts.corrected(results.corrected)}</p>}
        </div>
        <Understanding
          state={state}
          understood={results.understood}
          didYouMean={results.didYouMean}
        />
        <FilterBar
          {...filters}
          active={activeFilters(state).map((name) => ({
            name,
            label: filterLabel(name, state, filters.fields),
          }))}
        />
        <FilterForm {...filters} />
        {!results.place && <UnknownPlace state={state} />}
        {results.place && (
          <ResultsView
            state={state}
            results={results.items.map(previewOf)}
            place={{ label: place ?? results.place.label, position: results.place.position }}
            area={area}
            unit={unit}
            mapStyleUrl={mapStyleUrl()}
          >
            <ResultsList {...{ state, results, heading, unit }} />
          </ResultsView>
        )}
      </div>
      {results.place && (
        <RememberSearch
          search={{
            href: searchHref(withoutFilters({ ...state, sort: undefined })),
            need: categoryName ?? state.q ?? "",
            place: area ? discoverTexts.form.areaLabel : (place ?? ""),
            near: state.near ?? null,
          }}
          placeLabel={state.near ? results.place.label : null}
        />
      )}
    </SearchNavigation>
  );
}
