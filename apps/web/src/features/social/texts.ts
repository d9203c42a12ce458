/** Strings of the pictures that stand beside links in messages and feeds. */
export const socialTexts = {
  brand: "Loconomy",
  home: "Find someone near you who is free when you are",
  homeNote: "Local services, booked at a time that suits you",
  providers: (count: number) =>
    count === 1 ? "1 provider" : `${new Intl.NumberFormat("en-US").format(count)} providers`,
  from: (price: string) => `from ${price}`,
  rating: (average: string, count: number) =>
    `${average} out of 5 · ${count === 1 ? "1 review" : `${new Intl.NumberFormat("en-US").format(count)} reviews`}`,
  services: "Local services",
  in: (what: string, city: string) => `${what} in ${city}`,
};
