import type { Metadata } from "next";
import { withPlace } from "../../features/discover/load-results.ts";
import { readSearchState, type RawParams } from "../../features/discover/read-search-state.ts";
import { loadHeading, ResultsPage } from "../../features/discover/results-page.tsx";
import { activeFilters, searchHref, withoutFilters } from "../../features/discover/search-state.ts";
import { discoverTexts } from "../../features/discover/texts.ts";

interface Props {
  searchParams: Promise<RawParams>;
}

const addressOf = async ({ searchParams }: Props) => readSearchState(await searchParams);
const stateOf = async (props: Props) => withPlace(await addressOf(props));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const address = await addressOf(props);
  const state = await withPlace(address);
  const heading = await loadHeading(state);
  const narrow =
    activeFilters(state).length > 0 ||
    [state.cursor, state.lat, state.box].some((given) => given !== undefined);
  // Filtered and later pages, positions and areas say little that the plain search does not say; they stay out of search engines.
  return {
    title: heading,
    description: discoverTexts.results.description(heading),
    alternates: { canonical: searchHref(withoutFilters({ ...address, sort: undefined })) },
    robots: narrow ? { index: false, follow: true } : undefined,
  };
}

export default async function Search(props: Props) {
  return <ResultsPage state={await stateOf(props)} />;
}
