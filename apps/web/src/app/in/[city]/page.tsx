import type { Metadata } from "next";
import { landingMetadata } from "../../../features/landing/landing-metadata.ts";
import { LandingPage } from "../../../features/landing/landing-page.tsx";
import { loadLanding } from "../../../features/landing/load-landing.ts";

// The same for everybody: made when first asked for, and again at most every five minutes.
export const revalidate = 300;
export const generateStaticParams = () => [];

interface Props {
  params: Promise<{ city: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { city } = await params;
  return landingMetadata(undefined, city);
}

export default async function CityLanding({ params }: Props) {
  const { city } = await params;
  return <LandingPage landing={await loadLanding(undefined, city)} />;
}
