import type { MetadataRoute } from "next";

/** Public pages may be found; what belongs to a person or costs a search each time may not. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/api/", "/book", "/bookings", "/desk", "/console", "/account", "/dev/"],
    },
  };
}
