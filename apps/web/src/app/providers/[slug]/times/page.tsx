import type { Metadata } from "next";
import { TimesPage } from "../../../../features/provider/times-page.tsx";
import { providerTexts } from "../../../../features/provider/texts.ts";

export const metadata: Metadata = {
  title: providerTexts.services.openTimes,
  robots: { index: false },
};

interface Props {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ serviceId?: string | string[] }>;
}

export default async function OpenTimes({ params, searchParams }: Props) {
  const { serviceId } = await searchParams;
  return (
    <TimesPage
      slug={(await params).slug}
      serviceId={typeof serviceId === "string" ? serviceId : undefined}
    />
  );
}
