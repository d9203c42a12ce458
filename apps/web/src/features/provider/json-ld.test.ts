import { describe, expect, it } from "vitest";
import { scriptJson } from "../shell/json-ld.ts";
import { providerJsonLd } from "./json-ld.ts";
import { exampleData } from "./example-data.ts";

const businessOf = (data: Parameters<typeof providerJsonLd>[0]) =>
  providerJsonLd(data, new URL("https://example.com"))["@graph"][1];

describe("structured data", () => {
  it("has prices in major units and the rating of the reviews", () => {
    const data = businessOf(exampleData);
    expect(data.makesOffer[0]).toMatchObject({
      price: "60.00",
      priceCurrency: "USD",
      itemOffered: { name: "Tap repair" },
    });
    expect(data.url).toMatch(/^https:\/\/example\.com\/providers\//);
    expect(data.aggregateRating).toMatchObject({ ratingValue: 4.8, reviewCount: 12 });
  });

  it("leaves the rating out while there are no reviews", () => {
    const data = businessOf({
      ...exampleData,
      reviews: { ...exampleData.reviews, ratingCount: 0 },
    });
    expect(data).not.toHaveProperty("aggregateRating");
  });

  it("cannot be broken out of", () => {
    expect(scriptJson({ name: "</script><b>" })).toBe('{"name":"\\u003c/script>\\u003cb>"}');
  });
});
