import type { Metadata } from "next";
import { landingHref } from "../shell/landing-href.ts";
import { socialPicture } from "../shell/social-picture.ts";
import { landingWords } from "./landing-words.ts";
import { loadLanding } from "./load-landing.ts";

/** Title, description, canonical address and preview of a landing page. */
export const landingMetadata = async (category?: string, city?: string): Promise<Metadata> => {
  const landing = await loadLanding(category, city);
  const { title, description } = landingWords(landing);
  const url = landingHref(category, city);
  const picture = socialPicture(url);
  return {
    title,
    description,
    alternates: { canonical: url },
    openGraph: { title, description, type: "website", url, images: [picture] },
    twitter: { card: "summary_large_image", title, description, images: [picture] },
  };
};
