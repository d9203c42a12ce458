import type { Metadata } from "next";
import { TimesPage } from "../../../../features/provider/times-page.tsx";
import { readTimesQuery } from "../../../../features/provider/times-query.ts";
import { providerTexts } from "../../../../features/provider/texts.ts";

export const metadata: Metadata = {
  title: providerTexts.services.openTimes,
  robots: { index: false },
};

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OpenTimes({ params, searchParams }: Props) {
  return <TimesPage slug={(await params).slug} query={readTimesQuery(await searchParams)} />;
}
