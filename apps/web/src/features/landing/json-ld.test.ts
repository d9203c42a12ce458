import type { Landing } from "@loconomy/contracts";
import { expect, test } from "vitest";
import { landingJsonLd } from "./json-ld.ts";
import { landingWords } from "./landing-words.ts";

const landing: Landing = {
  category: { slug: "plumbing", name: "Plumbing", iconName: null, description: null },
  parent: { slug: "home-repair", name: "Home repair", iconName: null },
  city: {
    slug: "austin-tx",
    name: "Austin",
    label: "Austin, TX, United States",
    position: { lat: 30.27, lng: -97.74 },
  },
  providers: 2,
  prices: { currency: "USD", from: 9_500, low: 12_500, high: 17_000 },
  durationMinutes: 60,
  ratingAverage: 4.62,
  ratingCount: 58,
  best: [],
  categories: [],
  cities: [],
};

test("says in words how many, for how much, how long and how good", () => {
  expect(landingWords(landing)).toMatchObject({
    heading: "Plumbing in Austin",
    lead: "2 providers to book online. Most jobs cost $125 to $170; prices start at $95. A typical job takes 1 h. 58 reviews give 4.6 out of 5.",
  });
  expect(landingWords({ ...landing, providers: 1, prices: null, ratingCount: 0 }).lead).toBe(
    "1 provider to book online. A typical job takes 1 h.",
  );
  expect(landingWords({ ...landing, category: null }).heading).toBe("Local services in Austin");
});

test("structured data has the way down, the service with its lowest price, and the list", () => {
  const data = landingJsonLd(landing, landingWords(landing), new URL("https://example.com"));
  const [crumbs, service, list] = data["@graph"] as [
    { itemListElement: Array<{ item: string }> },
    object,
    object,
  ];
  expect(crumbs.itemListElement.map(({ item }) => item)).toEqual([
    "https://example.com/",
    "https://example.com/services",
    "https://example.com/in/austin-tx",
    "https://example.com/services/plumbing/austin-tx",
  ]);
  expect(service).toMatchObject({
    "@type": "Service",
    offers: { lowPrice: "95.00", priceCurrency: "USD", offerCount: 2 },
  });
  expect(list).toMatchObject({ "@type": "ItemList" });
});
