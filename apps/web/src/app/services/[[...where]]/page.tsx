import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { landingMetadata } from "../../../features/landing/landing-metadata.ts";
import { LandingPage } from "../../../features/landing/landing-page.tsx";
import { loadLanding } from "../../../features/landing/load-landing.ts";

// The same for everybody: made when first asked for, and again at most every five minutes.
export const revalidate = 300;
export const generateStaticParams = () => [];

interface Props {
  /** Nothing, a category, or a category and a city. */
  params: Promise<{ where?: string[] }>;
}

const whereOf = async ({ params }: Props) => {
  const [category, city, ...more] = (await params).where ?? [];
  if (more.length > 0) notFound();
  return [category, city] as const;
};

export async function generateMetadata(props: Props): Promise<Metadata> {
  return landingMetadata(...(await whereOf(props)));
}

export default async function Services(props: Props) {
  return <LandingPage landing={await loadLanding(...(await whereOf(props)))} />;
}
