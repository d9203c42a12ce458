import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SeriesFlow } from "../../../features/booking/series-flow.tsx";
import { seriesTexts } from "../../../features/booking/series-texts.ts";

export const metadata: Metadata = { title: seriesTexts.title, robots: { index: false } };

interface BookSeriesPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function BookSeriesPage({ searchParams }: BookSeriesPageProps) {
  const { serviceId, start, variantId, providerId } = await searchParams;
  // That page says what is missing.
  if (typeof serviceId !== "string" || typeof start !== "string") redirect("/book");
  const variant = typeof variantId === "string" ? { variantId } : {};
  const whose = typeof providerId === "string" ? { providerId } : {};
  return (
    <SeriesFlow key={`${serviceId} ${start}`} {...{ serviceId, start, ...variant, ...whose }} />
  );
}
