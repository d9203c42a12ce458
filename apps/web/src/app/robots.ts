import type { MetadataRoute } from "next";
import { siteOrigin } from "../features/shell/site-origin.ts";

// The address of the sitemap is known where the server runs and not where the pages were built.
export const dynamic = "force-dynamic";

/** Public pages may be found; what belongs to a person or costs a search each time may not. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: "*",
      allow: "/",
      disallow: ["/api/", "/book", "/bookings", "/desk", "/console", "/account", "/dev/"],
    },
    sitemap: new URL("/sitemap.xml", siteOrigin()).href,
  };
}
