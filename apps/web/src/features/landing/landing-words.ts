import type { Landing } from "@loconomy/contracts";
import { formatDuration, formatMoney } from "@loconomy/ui";
import { landingTexts } from "./texts.ts";

export interface LandingWords {
  /** "Plumbing", or what stands for everything. */
  what: string;
  heading: string;
  title: string;
  lead: string;
  description: string;
}

/** "4.8", in the form every rating has. */
export const ratingText = (average: number): string => average.toFixed(1);

/** What a landing page says in words, made of its facts. */
export const landingWords = ({
  category,
  city,
  providers,
  prices,
  durationMinutes,
  ratingAverage,
  ratingCount,
}: Landing): LandingWords => {
  const what = category?.name ?? landingTexts.everything;
  const heading = landingTexts.heading(what, city?.name);
  const money = (minor: number) => formatMoney(minor, prices!.currency);
  const lead = landingTexts.lead({
    providers,
    price:
      prices === null
        ? undefined
        : landingTexts.price(money(prices.from), money(prices.low), money(prices.high)),
    duration: formatDuration(durationMinutes),
    rating:
      ratingCount > 0 ? landingTexts.rating(ratingText(ratingAverage), ratingCount) : undefined,
  });
  return {
    what,
    heading,
    title: landingTexts.title(what, city?.name),
    lead,
    description: landingTexts.description(heading, lead),
  };
};
