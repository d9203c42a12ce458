import type { ProviderPageData } from "./load-provider.ts";

const id = (last: number) => `018f0000-0000-7000-8000-00000000000${last}`;

/** A provider with two services and one review, for tests. */
export const exampleData: ProviderPageData = {
  provider: {
    id: id(1),
    slug: "maple-plumbing",
    businessName: "Maple Plumbing",
    bio: "Family business since 1998.",
    avatarUrl: null,
    coverPhotoUrl: null,
    category: { id: id(2), name: "Plumbing", slug: "plumbing", iconName: "droplets" },
    ratingAverage: 4.8,
    ratingCount: 12,
    responseTimeMinutes: 25,
    isVerified: true,
    isActive: true,
    locationLabel: "Austin, TX, United States",
    position: { lat: 30.27, lng: -97.74 },
    serviceRadiusKm: 20,
    currency: "USD",
    cancellationPolicy: "flexible",
    createdAt: "2026-01-01T00:00:00Z",
  },
  services: [
    {
      id: id(3),
      providerId: id(1),
      name: "Tap repair",
      description: "Stops the drip.",
      price: { amount: 6000, currency: "USD" },
      durationMinutes: 60,
      location: "customer",
      isInstant: true,
      isActive: true,
    },
    {
      id: id(4),
      providerId: id(1),
      name: "Drain cleaning",
      description: null,
      price: { amount: 9500, currency: "USD" },
      durationMinutes: 90,
      location: "customer",
      isInstant: false,
      isActive: true,
    },
  ],
  reviews: {
    items: [
      {
        id: id(5),
        bookingId: id(6),
        providerId: id(1),
        authorRole: "customer",
        authorName: "Dana R.",
        rating: 5,
        title: "Quick and clean",
        content: "On time and tidy.",
        wouldRecommend: true,
        reply: { content: "Thank you, Dana.", at: "2026-10-03T10:00:00Z" },
        serviceName: "Tap repair",
        createdAt: "2026-10-02T10:00:00Z",
      },
    ],
    nextCursor: null,
    ratingAverage: 4.8,
    ratingCount: 12,
    histogram: [0, 0, 1, 1, 10],
    recommendShare: 0.92,
  },
};
