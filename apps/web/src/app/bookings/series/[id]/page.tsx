import { Id } from "@loconomy/contracts";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { orNotFound } from "../../../../api/errors.ts";
import { api } from "../../../../api/server.ts";
import { seriesTexts } from "../../../../features/booking/series-texts.ts";
import { SeriesView } from "../../../../features/booking/series-view.tsx";

export const metadata: Metadata = { title: seriesTexts.page.title };

interface SeriesPageProps {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SeriesPage({ params, searchParams }: SeriesPageProps) {
  const [{ id }, query, client] = await Promise.all([params, searchParams, api()]);
  if (!Id.safeParse(id).success) notFound();
  const series = await client.bookings
    .getSeries({ id })
    .catch(orNotFound(`/bookings/series/${id}`));
  const from = Number(query["from"]);
  return (
    <SeriesView
      loaded={series}
      isNew={query["new"] !== undefined}
      from={Number.isInteger(from) && from > 0 ? from : undefined}
    />
  );
}
