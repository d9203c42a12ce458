import { formatMoney } from "@loconomy/ui";
import { ORPCError } from "@orpc/client";
import { publicApi } from "../../api/server.ts";
import { socialTexts } from "./texts.ts";

/** What a picture says. */
export interface SocialCard {
  title: string;
  lines: string[];
}

const orNull = (error: unknown): null => {
  if (error instanceof ORPCError && error.status === 404) return null;
  throw error;
};

const ratingLine = (average: number, count: number): string[] =>
  count > 0 ? [socialTexts.rating(average.toFixed(1), count)] : [];

const providerCard = async (slug: string): Promise<SocialCard | null> => {
  const provider = await publicApi().providers.getProvider({ idOrSlug: slug }).catch(orNull);
  if (!provider) return null;
  return {
    title: provider.businessName,
    lines: [
      `${provider.category.name} · ${provider.locationLabel}`,
      ...ratingLine(provider.ratingAverage, provider.ratingCount),
    ],
  };
};

const landingCard = async (category?: string, city?: string): Promise<SocialCard | null> => {
  const landing = await publicApi().search.getLanding({ category, city }).catch(orNull);
  if (!landing) return null;
  const what = landing.category?.name ?? socialTexts.services;
  return {
    title: landing.city ? socialTexts.in(what, landing.city.name) : what,
    lines: [
      [
        socialTexts.providers(landing.providers),
        landing.prices &&
          socialTexts.from(formatMoney(landing.prices.from, landing.prices.currency)),
      ]
        .filter(Boolean)
        .join(" · "),
      ...ratingLine(landing.ratingAverage, landing.ratingCount),
    ],
  };
};

/** What the picture of a page says, by the page's path; null for pages that have none. */
export const loadSocialCard = async (page: readonly string[]): Promise<SocialCard | null> => {
  const [kind, first, second, ...more] = page;
  if (more.length > 0) return null;
  if (kind === "home" && !first) return { title: socialTexts.home, lines: [socialTexts.homeNote] };
  if (kind === "providers" && first && !second) return providerCard(first);
  if (kind === "services") return landingCard(first, second);
  return kind === "in" && first && !second ? landingCard(undefined, first) : null;
};
