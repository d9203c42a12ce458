import type { Metadata } from "next";
import { withPlace } from "../../features/discover/load-results.ts";
import { readSearchState, type RawParams } from "../../features/discover/read-search-state.ts";
import { loadHeading, ResultsPage } from "../../features/discover/results-page.tsx";
import { activeFilters } from "../../features/discover/search-state.ts";
import { discoverTexts } from "../../features/discover/texts.ts";

interface Props {
  searchParams: Promise<RawParams>;
}

const stateOf = async ({ searchParams }: Props) => withPlace(readSearchState(await searchParams));

export async function generateMetadata(props: Props): Promise<Metadata> {
  const state = await stateOf(props);
  const heading = await loadHeading(state);
  const narrow =
    activeFilters(state).length > 0 || state.cursor !== undefined || state.lat !== undefined;
  // Filtered and later pages say little that the plain search does not say; they stay out of search engines.
  return {
    title: heading,
    description: discoverTexts.results.description(heading),
    robots: narrow ? { index: false, follow: true } : undefined,
  };
}

export default async function Search(props: Props) {
  return <ResultsPage state={await stateOf(props)} />;
}
