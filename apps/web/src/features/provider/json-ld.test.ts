import { describe, expect, it } from "vitest";
import { localBusiness, scriptJson } from "./json-ld.ts";
import { exampleData } from "./example-data.ts";

describe("structured data", () => {
  it("has prices in major units and the rating of the reviews", () => {
    const data = localBusiness(exampleData);
    expect(data.makesOffer[0]).toMatchObject({
      price: "60.00",
      priceCurrency: "USD",
      itemOffered: { name: "Tap repair" },
    });
    expect(data.aggregateRating).toMatchObject({ ratingValue: 4.8, reviewCount: 12 });
  });

  it("leaves the rating out while there are no reviews", () => {
    const data = localBusiness({
      ...exampleData,
      reviews: { ...exampleData.reviews, ratingCount: 0 },
    });
    expect(data).not.toHaveProperty("aggregateRating");
  });

  it("cannot be broken out of", () => {
    expect(scriptJson({ name: "</script><b>" })).toBe('{"name":"\\u003c/script>\\u003cb>"}');
  });
});
