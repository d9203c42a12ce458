import type { Metadata } from "next";
import { HomePage } from "../features/discover/home-page.tsx";
import { savedPlace } from "../features/discover/load-results.ts";
import { readSearchState, type RawParams } from "../features/discover/read-search-state.ts";

export const dynamic = "force-dynamic";
export const metadata: Metadata = { alternates: { canonical: "/" } };

export default async function Home({ searchParams }: { searchParams: Promise<RawParams> }) {
  const { near } = readSearchState(await searchParams);
  return <HomePage near={near ?? (await savedPlace())} />;
}
